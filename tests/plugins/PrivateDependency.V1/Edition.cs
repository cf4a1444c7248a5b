namespace PrivateDependency;

/// <summary>Says which version of this assembly was loaded.</summary>
public static class Edition
{
    /// <summary>The version.</summary>
    public static int Version => 1;
}
