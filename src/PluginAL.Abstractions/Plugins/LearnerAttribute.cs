namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="ILearner"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class LearnerAttribute(string name) : PluginAttribute(PluginKind.Learner, name)
{
    /// <summary>The signals that its models give.</summary>
    public Signals Gives { get; set; }
}
