namespace PluginAL.Abstractions;

/// <summary>
/// A value, or a text's n-grams, put into buckets by a hash that never changes (XXH64): nothing is learned, and what shares a bucket cannot
/// be told apart. A value sets its bucket's column to 1; a text adds 1 or −1 for each n-gram, as one bit of its hash says (Weinberger et al.
/// 2009, "Feature hashing for large scale multitask learning"), and the columns are scaled to unit length.
/// </summary>
/// <param name="buckets">The number of columns, at least 1.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class HashedAttribute(int buckets) : Attribute
{
    /// <summary>The number of columns.</summary>
    public int Buckets { get; } = buckets;

    /// <summary>The most tokens in an n-gram of a text, in [1, 8]; every shorter n-gram counts as well.</summary>
    /// <value>0: the value as a whole is hashed.</value>
    public int NGrams { get; set; }

    /// <summary>Whether a text's tokens are its characters rather than its words.</summary>
    /// <value>False.</value>
    public bool Characters { get; set; }

    /// <summary>Whether A and a are different in a text.</summary>
    /// <value>False.</value>
    public bool MatchCase { get; set; }

    /// <summary>How many different values are expected, so that the compiler can warn of too few buckets.</summary>
    /// <value>0: not known.</value>
    public int Cardinality { get; set; }
}
