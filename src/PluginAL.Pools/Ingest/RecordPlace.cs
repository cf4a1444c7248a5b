using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Where a record stands, for error messages. Line 0 means that only the row is known.</summary>
internal readonly record struct RecordPlace(string Source, long Line, long Row)
{
    public PluginALException Error(string message, Exception? inner = null) => PluginALException.Input($"{this}: {message}", inner);

    public override string ToString() =>
        Line == 0 ? $"{Source}, row {Row}" : Row < 0 ? $"{Source}, line {Line}" : $"{Source}, line {Line} (row {Row})";
}
