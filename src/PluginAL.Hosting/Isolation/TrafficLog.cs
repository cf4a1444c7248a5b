using System.Globalization;

namespace PluginAL.Hosting.Isolation;

/// <summary>
/// Writes every message between the host and its plugins' processes to a file, a line of JSON for each, where the environment variable
/// asks for it: for whoever writes a plugin in another language.
/// </summary>
internal static class TrafficLog
{
    public const string Variable = "PLUGINAL_PROTOCOL_LOG";

    private static readonly Lock Gate = new();

    /// <summary>What sees the messages of one process; null where nobody asks for it.</summary>
    public static Action<bool, string>? For(int process) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path
        ? (isOut, message) =>
        {
            lock (Gate)
            {
                File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $$"""{"process": {{process}}, "from": "{{(isOut ? "host" : "plugin")}}", "message": {{message}}}{{'\n'}}"""));
            }
        }
        : null;
}
