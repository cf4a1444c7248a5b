namespace Hostile;

/// <summary>An exception that throws when somebody reads what it says.</summary>
public sealed class SpitefulException : Exception
{
    /// <inheritdoc/>
    public override string Message => throw new InvalidOperationException("no comment");

    /// <inheritdoc/>
    public override string ToString() => throw new InvalidOperationException("no comment");
}
