namespace PluginAL.Scoring.Kernels;

/// <summary>
/// A measure as the traversal sees it: two running values for each lane, both starting at zero. Values are probabilities,
/// so zero is the neutral element of every measure here.
/// </summary>
internal interface IMeasure
{
    /// <summary>Whether the second running value is used at all.</summary>
    static abstract bool HasSecond { get; }

    /// <summary>Whether a step is a few instructions, so that loops may be unrolled freely.</summary>
    static abstract bool IsCheap { get; }

    static abstract void Accumulate<L>(L x, ref L a, ref L b) where L : struct, ILaneGroups<L>;

    /// <summary>Joins what two accumulations have gathered; (c, d) into (a, b).</summary>
    static abstract void Combine<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L>;

    /// <summary>Prepares running values for being joined lane by lane, where a measure needs more care there than within a lane.</summary>
    static abstract void Close<L>(ref L a, ref L b) where L : struct, ILaneGroups<L>;

    /// <summary>Joins two closed accumulations; (c, d) into (a, b).</summary>
    static abstract void Join<L>(ref L a, ref L b, L c, L d) where L : struct, ILaneGroups<L>;

    /// <summary>Undoes <see cref="Close"/> after the last join.</summary>
    static abstract void Open<L>(ref L a, ref L b) where L : struct, ILaneGroups<L>;

    /// <summary>The score from the running values; NaN where it has none, never a stray NaN payload.</summary>
    static abstract L Finish<L>(L a, L b, int classes) where L : struct, ILaneGroups<L>;
}
