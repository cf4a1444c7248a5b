using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// <c>checksums.bin</c>, little endian: 8 bytes magic <c>PALCRC32</c>; uint32 version 1; uint32 block size 1048576; uint32
/// number of files; then for each file uint16 length of its name, the name in UTF-8, uint64 length of the file, uint32 number of
/// blocks and as many uint32 CRC-32C, one per block, the last block shorter; at the end uint32 CRC-32C of all bytes before it.
/// The manifest holds the SHA-256 of the whole.
/// </summary>
internal static class ChecksumFile
{
    public const string FileName = "checksums.bin";

    private const uint Version = 1;

    private static ReadOnlySpan<byte> Magic => "PALCRC32"u8;

    /// <summary>Writes the file, flushed to disk, and gives its SHA-256.</summary>
    public static string Write(string directory, IReadOnlyList<FileChecksum> files, Durability durability)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write((uint)BlockFile.BlockSize);
            writer.Write((uint)files.Count);
            foreach (var file in files)
            {
                var name = Encoding.UTF8.GetBytes(file.Name);
                writer.Write((ushort)name.Length);
                writer.Write(name);
                writer.Write((ulong)file.Length);
                writer.Write((uint)file.Blocks.Length);
                foreach (var block in file.Blocks)
                {
                    writer.Write(block);
                }
            }

            writer.Flush();
            writer.Write(Crc32C.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        }

        using var stream = new FileStream(Path.Combine(directory, FileName), FileMode.CreateNew, FileAccess.Write);
        stream.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        durability.Flush(stream);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    public static IReadOnlyList<FileChecksum> Read(string directory, string expectedSha256)
    {
        var path = Path.Combine(directory, FileName);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PoolErrors.MissingFile(path, exception);
        }

        if (bytes.Length < 24 || !bytes.AsSpan().StartsWith(Magic))
        {
            throw PoolErrors.Damaged(path, 0, "it is not a list of checksums");
        }

        var body = bytes.AsSpan(0, bytes.Length - sizeof(uint));
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(body.Length)) != Crc32C.Of(body))
        {
            throw PoolErrors.Damaged(path, 0, "its own CRC-32C does not match its content");
        }

        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != expectedSha256)
        {
            throw PoolErrors.Damaged(path, 0, "it is whole but not the list that pool.json names: the segment belongs to another pool or state");
        }

        try
        {
            return Parse(body[Magic.Length..], path);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw PoolErrors.Damaged(path, 0, "its list of files does not fit its length", exception);
        }
    }

    private static List<FileChecksum> Parse(ReadOnlySpan<byte> rest, string path)
    {
        var version = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        var blockSize = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]);
        if (version != Version || blockSize != BlockFile.BlockSize)
        {
            throw PluginALException.Input(
                $"{path} has version {version} and blocks of {blockSize} bytes; this program reads version {Version} and blocks of {BlockFile.BlockSize}: use the version that wrote the pool.");
        }

        rest = rest[12..];
        var files = new List<FileChecksum>();
        for (var i = 0u; i < count; i++)
        {
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            var name = Encoding.UTF8.GetString(rest.Slice(2, nameLength));
            rest = rest[(2 + nameLength)..];
            var length = checked((long)BinaryPrimitives.ReadUInt64LittleEndian(rest));
            var blocks = new uint[BinaryPrimitives.ReadUInt32LittleEndian(rest[8..])];
            rest = rest[12..];
            for (var k = 0; k < blocks.Length; k++)
            {
                blocks[k] = BinaryPrimitives.ReadUInt32LittleEndian(rest[(4 * k)..]);
            }

            rest = rest[(4 * blocks.Length)..];
            if (blocks.Length != FileChecksum.BlockCount(length))
            {
                throw PoolErrors.Damaged(path, 0, $"{name} has {length} bytes but {blocks.Length} checksums");
            }

            files.Add(new FileChecksum(name, length, blocks));
        }

        return files;
    }
}
