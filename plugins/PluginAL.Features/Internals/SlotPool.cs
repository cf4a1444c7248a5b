namespace PluginAL.Features;

/// <summary>
/// Working memory for the threads that use one encoder: a thread finds again what it put back, and seldom makes a new one.
/// </summary>
internal sealed class SlotPool<T>(Func<T> create)
    where T : class
{
    private readonly T?[] _slots = new T?[32];

    public T Rent() => Interlocked.Exchange(ref Slot(), null) ?? create();

    public void Return(T item) => Volatile.Write(ref Slot(), item);

    private ref T? Slot() => ref _slots[Environment.CurrentManagedThreadId & 31];
}
