namespace PluginAL.Encoding;

/// <summary>What a text is cut into.</summary>
public enum TokenUnit
{
    /// <summary>
    /// Decided by each text: <see cref="Characters"/> where more than half of its letters belong to scripts that are written
    /// without spaces, otherwise <see cref="WordsAndSymbols"/>.
    /// </summary>
    Automatic,

    /// <summary>As <see cref="Automatic"/>, but with <see cref="Words"/> in place of <see cref="WordsAndSymbols"/>.</summary>
    AutomaticWords,

    /// <summary>
    /// Words: runs of letters, digits and marks of any script. In scripts that are written without spaces (Han, kana, Thai, Lao,
    /// Khmer, Myanmar and others) each character, with the marks on it, is a token of its own, so that word n-grams there are
    /// character n-grams.
    /// </summary>
    Words,

    /// <summary>As <see cref="Words"/>, and each punctuation mark and symbol, emoji among them, is a token as well.</summary>
    WordsAndSymbols,

    /// <summary>Every character with the marks on it; a run of white space is one space, and none at the ends.</summary>
    Characters,
}
