namespace PluginAL.Engine.Annotators;

/// <summary>Says which row is worth asking which annotator about.</summary>
public interface IAnnotatorStrategy
{
    /// <summary>Chooses questions.</summary>
    /// <param name="context">Labels, candidates, what the model says.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>At most <paramref name="count"/> different questions that can be asked (<see cref="AnnotatorContext.CanAsk"/>), best first; fewer where there are no more.</returns>
    IReadOnlyList<AnnotatorQuery> Select(AnnotatorContext context, int count);
}
