namespace PluginAL.Scoring.Kernels;

/// <summary>Whether a tile is two registers wide or one: known to the compiler, so that a narrow tile holds no trace of the other half.</summary>
internal interface IColumns
{
    static abstract bool AreTwo { get; }
}

internal readonly struct Both : IColumns { public static bool AreTwo => true; }

internal readonly struct One : IColumns { public static bool AreTwo => false; }
