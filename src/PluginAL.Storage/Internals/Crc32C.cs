using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace PluginAL.Storage.Internals;

/// <summary>CRC-32C over fields. Each is preceded by its length, so that fields cannot run into each other.</summary>
internal struct Crc32C(uint previous)
{
    private uint _state = ~previous;

    public readonly uint Value => ~_state;

    public void Add(string? text)
    {
        if (text is null)
        {
            Add(-1L);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        Add((long)length);
        var bytes = length <= 512 ? stackalloc byte[512] : new byte[length];
        Add(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public void Add(double? value)
    {
        if (value is null) Add(-1L);
        else Add(BitConverter.DoubleToInt64Bits(value.Value));
    }

    public void Add(long? value)
    {
        if (value is not null) Add(value.Value);
        Add(value is null ? (byte)0 : (byte)1);
    }

    private void Add(byte value) => _state = BitOperations.Crc32C(_state, value);

    private void Add(long value) => _state = BitOperations.Crc32C(_state, (ulong)value);

    private void Add(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..]) _state = BitOperations.Crc32C(_state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes) _state = BitOperations.Crc32C(_state, value);
    }
}
