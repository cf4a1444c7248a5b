using PluginAL.Abstractions;

namespace PluginAL.Features;

internal static class RecordShape
{
    public static void Check(string plugin, string what, int found, int expected)
    {
        if (found != expected)
        {
            throw PluginALException.Input(
                $"A record has {found} {what}, and '{plugin}' was fitted on {expected}; give records of the schema that it was fitted on.");
        }
    }
}
