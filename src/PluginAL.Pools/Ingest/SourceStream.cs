using System.Security.Cryptography;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// A source while it is read: its first bytes can be looked at beforehand, a UTF-8 byte order mark is left out, and length and
/// SHA-256 of all bytes are known at the end.
/// </summary>
internal sealed class SourceStream : Stream
{
    public const int HeadSize = 1 << 18;

    private readonly Stream _inner;
    private readonly bool _owned;
    private readonly string _name;
    private readonly IncrementalHash? _hash;
    private readonly byte[] _head;
    private readonly int _headLength;
    private int _position;
    private long _read;

    private SourceStream(Stream inner, bool owned, string name, int headSize, bool hashed = true)
    {
        _hash = hashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        _inner = inner;
        _owned = owned;
        _name = name;
        _head = new byte[headSize];
        _headLength = inner.ReadAtLeast(_head, headSize, throwOnEndOfStream: false);
        Count(_head.AsSpan(0, _headLength));
        MarkLength = hashed && _head.AsSpan(0, _headLength).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        _position = MarkLength;
    }

    /// <summary>The length of the byte order mark that is left out.</summary>
    public int MarkLength { get; }

    /// <summary>The first bytes after the byte order mark; the whole source where it is short.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(MarkLength, _headLength - MarkLength);

    public long BytesRead => _read;

    /// <summary>The length of the source where it is known, else 0.</summary>
    public long TotalBytes => _owned ? _inner.Length : 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static SourceStream Open(PoolSource source, int headSize = HeadSize)
    {
        if (source.Stream is { } stream)
        {
            return new SourceStream(stream, owned: false, source.Name, headSize);
        }

        try
        {
            var file = new FileStream(source.Path!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            try
            {
                return new SourceStream(file, owned: true, source.Name, headSize);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PluginALException.Input($"{source.Name} does not exist: give the path of a JSONL, CSV or NPY file, or - for standard input.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Input($"{source.Name} cannot be read: {exception.Message} Give the path of a readable file.", exception);
        }
    }

    /// <summary>A stream over records that were staged; it closes them.</summary>
    public static SourceStream Staged(Stream records, string path) => new(records, owned: true, path, headSize: 4096, hashed: false);

    /// <summary>The format, by what was asked, the name, or the first byte.</summary>
    public PoolFormat Detect(PoolFormat asked)
    {
        var head = Head;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            throw PluginALException.Input($"{_name} is compressed (gzip), expected plain JSONL, CSV or NPY: decompress it first.");
        }

        if (MarkLength == 0 && head.Length > 1 && ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF)))
        {
            throw PluginALException.Input($"{_name} is UTF-16, expected UTF-8: convert it first.");
        }

        if (asked != PoolFormat.Detect)
        {
            return asked;
        }

        var byName = Path.GetExtension(_name).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => PoolFormat.Jsonl,
            ".csv" or ".tsv" => PoolFormat.Csv,
            ".npy" => PoolFormat.Npy,
            _ => PoolFormat.Detect,
        };
        if (byName != PoolFormat.Detect)
        {
            return byName;
        }

        var first = head.TrimStart(" \t\r\n"u8);
        return first.IsEmpty ? PoolFormat.Csv
            : first[0] == 0x93 ? PoolFormat.Npy
            : first[0] == (byte)'{' ? PoolFormat.Jsonl
            : first[0] == (byte)'['
                ? throw PluginALException.Input($"{_name} is a JSON array, expected JSON Lines: write one object per line.")
                : PoolFormat.Csv;
    }

    /// <summary>Length and hash of everything that was read.</summary>
    public PoolSourceInfo Complete() => new(_name, _read, Convert.ToHexStringLower(_hash!.GetCurrentHash()));

    public override int Read(Span<byte> buffer)
    {
        if (_position < _headLength)
        {
            var count = Math.Min(buffer.Length, _headLength - _position);
            _head.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        var read = _inner.Read(buffer);
        Count(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash?.Dispose();
            if (_owned)
            {
                _inner.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        _hash?.AppendData(bytes);
        _read += bytes.Length;
    }
}
