namespace PluginAL.Strategies;

/// <summary>
/// A threshold θ that falls by the factor 1 − s with each label and rises by 1 + s without one, so that a model that grows sure is asked about what it is least
/// sure of (Žliobaitė, Bifet, Pfahringer and Holmes 2014, "Active learning with drifting streaming data", strategy VarUncertainty).
/// </summary>
/// <param name="start">θ at the start.</param>
/// <param name="step">s, in (0, 1).</param>
internal sealed class MovingThreshold(double start, double step)
{
    public double Value { get; private set; } = start;

    public void Move(bool asked) => Value *= asked ? 1 - step : 1 + step;

    public void Save(BinaryWriter writer) => writer.Write(Value);

    public void Restore(BinaryReader reader) => Value = reader.ReadDouble();
}
