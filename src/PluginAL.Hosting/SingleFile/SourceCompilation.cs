namespace PluginAL.Hosting.SingleFile;

/// <summary>How compiling a source file ended: with an assembly, or with errors.</summary>
/// <param name="Image">The assembly, its portable PDB within; empty where there are errors.</param>
/// <param name="Errors">The errors, one line each; at most ten.</param>
/// <param name="ErrorCount">The number of errors, those left out included.</param>
internal sealed record SourceCompilation(byte[] Image, IReadOnlyList<string> Errors, int ErrorCount);
