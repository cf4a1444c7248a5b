using System.Runtime.InteropServices;
using PluginAL.Abstractions;

namespace UsesNative;

/// <summary>Scores every row with a number from a native library that lies beside it, and says where it lies itself.</summary>
[Strategy("native-score")]
public sealed class NativeScore : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) => scores.Fill(GetPid());

    /// <inheritdoc/>
    public override string ToString() => typeof(NativeScore).Assembly.Location;

    [DllImport("beside_the_plugin", EntryPoint = "SystemNative_GetPid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int GetPid();
}
