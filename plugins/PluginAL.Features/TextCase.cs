namespace PluginAL.Features;

/// <summary>What <see cref="TfIdf"/> does with upper and lower case.</summary>
public enum TextCase
{
    /// <summary>Texts are lower-cased. Named <c>lower</c>.</summary>
    Lower,

    /// <summary>Texts stay as they are. Named <c>keep</c>.</summary>
    Keep,
}
