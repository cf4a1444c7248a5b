namespace PluginAL.Abstractions;

/// <summary>
/// An error that a person can act on. The message is one line: what was found, where (file, line or row, column), what was
/// expected, and what to do.
/// </summary>
public sealed class PluginALException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="kind">Who has to act on it.</param>
    /// <param name="message">One line: what was found, where, what was expected, what to do. Line breaks become spaces.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public PluginALException(ErrorKind kind, string message, Exception? inner = null)
        : base(OneLine(message), inner) => Kind = kind;

    /// <summary>Who has to act on the error.</summary>
    public ErrorKind Kind { get; }

    /// <summary>An error in the input (exit code 3).</summary>
    /// <param name="message">What was found, where, what was expected, what to do.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    /// <returns>The error, to be thrown.</returns>
    public static PluginALException Input(string message, Exception? inner = null) => new(ErrorKind.Input, message, inner);

    /// <summary>An error on the command line or in a plugin's options (exit code 2).</summary>
    /// <param name="message">What was found, where, what was expected, what to do.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    /// <returns>The error, to be thrown.</returns>
    public static PluginALException Usage(string message, Exception? inner = null) => new(ErrorKind.Usage, message, inner);

    /// <summary>Work that failed though its input was right (exit code 1).</summary>
    /// <param name="message">What was found, where, what was expected, what to do.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    /// <returns>The error, to be thrown.</returns>
    public static PluginALException Work(string message, Exception? inner = null) => new(ErrorKind.Work, message, inner);

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
