namespace PluginAL.Abstractions;

/// <summary>What a person said of a row. Which kind it is follows from the <see cref="LearningTask"/>.</summary>
public abstract record Label
{
    private protected Label()
    {
    }
}
