namespace PluginAL.Abstractions;

/// <summary>Says after a round whether it was enough.</summary>
public interface IStoppingCriterion
{
    /// <summary>Looks at the session.</summary>
    /// <param name="context">What has happened so far.</param>
    /// <returns>The verdict.</returns>
    StopVerdict Evaluate(StopContext context);
}
