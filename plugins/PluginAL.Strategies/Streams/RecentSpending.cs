namespace PluginAL.Strategies;

/// <summary>
/// The share of labels in about the last w rows, without keeping them: û ← û (w − 1) ÷ w + [asked], b̂ = û ÷ w (Žliobaitė, Bifet, Pfahringer and Holmes 2014, "Active
/// learning with drifting streaming data", section IV).
/// </summary>
/// <param name="window">w, at least 1.</param>
internal sealed class RecentSpending(int window)
{
    private double _labels;

    /// <summary>Whether less than the budget was spent.</summary>
    public bool IsBelow(double budget) => _labels / window < budget;

    public void Count(bool asked) => _labels = (_labels * (window - 1) / window) + (asked ? 1 : 0);

    public void Save(BinaryWriter writer) => writer.Write(_labels);

    public void Restore(BinaryReader reader) => _labels = reader.ReadDouble();
}
