namespace PluginAL.Abstractions;

/// <summary>What an oracle may look at.</summary>
public abstract class OracleContext
{
    /// <summary>What is to be learned.</summary>
    public abstract LearningTask Task { get; }

    /// <summary>The names of the classes, by index.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Where to say things.</summary>
    public abstract IPluginLog Log { get; }

    /// <summary>How many tickets wait for an answer, those of the call among them; 0 where the host does not say.</summary>
    public virtual int WaitingCount => 0;

    /// <summary>The label that the pool itself holds for a row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The label, or null where the pool has none.</returns>
    public abstract Label? Truth(long row);

    /// <summary>What the pool itself says that a row costs to label, in units of the budget.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Its cost, above 0; 1 where the pool says nothing.</returns>
    public virtual double Cost(long row) => 1;

    /// <summary>The record as a person would read it: its text where it has one, else its fields.</summary>
    /// <param name="row">The row.</param>
    /// <returns>One or more lines.</returns>
    public abstract string Describe(long row);
}
