namespace PluginAL.Hosting.SingleFile;

/// <summary>What the compiler says of a plugin in a source file; the inner exception of the error that refuses it.</summary>
/// <param name="errors">One line each: <c>/path/My.cs(12,5): CS0103: ...</c>, in the file's order; at most ten.</param>
/// <param name="count">The number of errors, those left out included.</param>
public sealed class SourceErrorsException(IReadOnlyList<string> errors, int count) : Exception($"{count} compiler errors, the first: {errors[0]}")
{
    /// <summary>The errors, one line each, with file, line and column (both from 1); at most ten.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>The number of errors, those left out included.</summary>
    public int Count => count;
}
