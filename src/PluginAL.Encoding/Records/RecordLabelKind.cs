namespace PluginAL.Encoding.Records;

/// <summary>What a record's label is.</summary>
public enum RecordLabelKind
{
    /// <summary>The record has no label member.</summary>
    None,

    /// <summary>One of several classes: an enum, a bool, a string or a whole number.</summary>
    Class,

    /// <summary>A number to be predicted.</summary>
    Number,
}
