namespace PluginAL.Scoring.Kernels;

/// <summary>
/// A measure over (M, C) values of a row as <see cref="MemberTraversal{L, M}"/> sees it: eight rows at a time, lane = row, the classes
/// in chunks. What is kept from chunk to chunk are columns of eight lanes, all zero at first; column 0 belongs to the traversal.
/// </summary>
internal unsafe interface IMemberMeasure
{
    /// <summary>How often the classes are passed over, 1 or 2.</summary>
    static abstract int Passes { get; }

    /// <summary>The number of columns kept, with column 0.</summary>
    static abstract int StateColumns(int members);

    /// <summary>Takes in one chunk of classes.</summary>
    /// <param name="pass">0 or 1.</param>
    /// <param name="columns">Column m · <paramref name="count"/> + k has the values of member m for class <paramref name="first"/> + k.</param>
    /// <param name="members">M.</param>
    /// <param name="first">The first class of the chunk.</param>
    /// <param name="count">The classes in the chunk, at least 1.</param>
    /// <param name="scratch"><paramref name="count"/> columns to write to.</param>
    /// <param name="state">The columns kept. In the first pass the values are to be added to column 0, which tells whether they are finite.</param>
    static abstract void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>;

    /// <summary>The score.</summary>
    static abstract L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L>;
}
