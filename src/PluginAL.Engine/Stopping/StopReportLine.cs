namespace PluginAL.Engine.Stopping;

/// <summary>
/// What a rule said after a round; for the rule <see cref="Outlook"/>, what further labels would be expected to bring; for <see cref="Prediction"/>, what
/// accuracy the model is expected to have at the run's end.
/// </summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Round">The round, from 0.</param>
/// <param name="Labels">Labels after it.</param>
/// <param name="Rule">The rule, as the user wrote it.</param>
/// <param name="Stop">Whether it says to stop.</param>
/// <param name="Reason">Why, or how far it is.</param>
public sealed record StopReportLine(string Strategy, ulong Seed, int Round, int Labels, string Rule, bool Stop, string Reason)
{
    /// <summary>The name under which the expected gain stands among the rules.</summary>
    public const string Outlook = "100 more labels";

    /// <summary>The name under which the accuracy that the model is expected to have stands among the rules.</summary>
    public const string Prediction = "predicted accuracy";
}
