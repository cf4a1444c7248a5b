namespace PluginAL.Engine;

/// <summary>Gives memory back after work on many rows, whose copies the collector would leave lying about beside those of the next round.</summary>
internal static class Heap
{
    private const long Large = 128L << 20;

    /// <summary>Collects at once, and returns to the system what is free, where work has left much behind.</summary>
    /// <param name="before"><see cref="GC.GetTotalMemory"/> before the work.</param>
    public static void GiveBack(long before)
    {
        if (GC.GetTotalMemory(false) - before >= Large)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }
}
