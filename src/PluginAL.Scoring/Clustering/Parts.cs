using System.Runtime.ExceptionServices;

namespace PluginAL.Scoring.Clustering;

/// <summary>Runs parts of a pass on several threads.</summary>
internal static class Parts
{
    /// <summary>Runs all parts; what one of them throws comes out as it was thrown.</summary>
    internal static void Run(int parts, int threads, Action<int> action)
    {
        if (threads == 1 || parts == 1)
        {
            for (int p = 0; p < parts; p++) action(p);
            return;
        }
        try
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, action);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.Flatten().InnerExceptions[0]);
        }
    }
}
