namespace PluginAL.Features;

/// <summary>What the n-grams of <see cref="TfIdf"/> are made of.</summary>
public enum TextAnalyzer
{
    /// <summary>
    /// Decided by each text: characters where more than half of its letters are of scripts that are written without spaces, otherwise
    /// words and, as tokens of their own, punctuation marks and symbols. Named <c>auto</c>.
    /// </summary>
    Auto,

    /// <summary>As <see cref="Auto"/>, but words alone, without punctuation marks and symbols. Named <c>word</c>.</summary>
    Word,

    /// <summary>All characters, white space and punctuation too. Named <c>char</c>.</summary>
    Char,
}
