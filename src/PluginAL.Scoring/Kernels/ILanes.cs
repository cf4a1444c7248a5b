namespace PluginAL.Scoring.Kernels;

/// <summary>Eight float lanes: one group, and what goes across its lanes or back to memory by rows.</summary>
internal unsafe interface ILanes<TSelf> : ILaneGroups<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>((0+4)+(2+6)) + ((1+5)+(3+7)).</summary>
    static abstract float Sum(TSelf a);

    /// <summary>The greatest lane, by the rule of <see cref="ILaneGroups{TSelf}.Max"/>, halves against halves; meant for lanes without NaN.</summary>
    static abstract float Greatest(TSelf a);

    /// <summary>The inverse of <see cref="ILaneGroups{TSelf}.LoadColumns"/>, rows in ascending order.</summary>
    static abstract void StoreColumns(float* target, nint stride, TSelf c0, TSelf c1, TSelf c2, TSelf c3);

    /// <summary>The inverse of <see cref="ILaneGroups{TSelf}.LoadPairs"/>.</summary>
    static abstract void StorePairs(float* target, TSelf even, TSelf odd);
}
