using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>Where the signals of a pool's rows come from: a model over features, or a column of probabilities, of one model or of a committee.</summary>
public abstract class SignalSource
{
    /// <summary>The number of rows N.</summary>
    public abstract long RowCount { get; }

    /// <summary>The number of classes C; 0 without probabilities and without members.</summary>
    public abstract int ClassCount { get; }

    /// <summary>The number of members M of a committee; 0 without members.</summary>
    public virtual int MemberCount => 0;

    /// <summary>Rows that one block should have, so that what is computed for it stays in the processor's cache.</summary>
    public virtual int BlockRows => Math.Clamp((1 << 16) / Math.Max(1, ClassCount), 64, 8192);

    /// <summary>A reader for one thread, with buffers of its own.</summary>
    /// <returns>The reader.</returns>
    public abstract SignalReader CreateReader();

    /// <summary>Rows that one block should have when a <see cref="MeasureReader"/> scores it.</summary>
    public virtual int MeasureBlockRows => BlockRows;

    /// <summary>
    /// A reader for one thread that computes a measure itself, with the bits that <see cref="Uncertainty.Score"/> gives for the
    /// probabilities of <see cref="CreateReader"/>; null where there is no such way.
    /// </summary>
    /// <param name="measure">The measure.</param>
    /// <returns>The reader, or null.</returns>
    public virtual MeasureReader? CreateMeasureReader(UncertaintyMeasure measure) => null;

    /// <summary>
    /// The same for a measure over a committee, with the bits that <see cref="Committee.Score"/> gives for the members of
    /// <see cref="CreateReader"/>; null where there is no such way.
    /// </summary>
    /// <param name="measure">The measure.</param>
    /// <returns>The reader, or null.</returns>
    public virtual MeasureReader? CreateMeasureReader(CommitteeMeasure measure) => null;
}
