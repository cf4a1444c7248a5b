using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Engine.Ingest;
using PluginAL.Engine.Plugins;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Engine.Models;

/// <summary>
/// A model with all that is needed to use it on new records: which learner made it, the classes, the fields, and the
/// pipeline that turns records into features. One file, written whole or not at all, and checked when read.
/// </summary>
/// <param name="Model">The model.</param>
/// <param name="Info">Where it comes from.</param>
/// <param name="Pipeline">What turns records into its features; null where it was trained on features as they were.</param>
public sealed record TrainedModel(IModel Model, TrainedModelInfo Info, FeaturePipeline? Pipeline)
{
    // The file: magic, three lengths (header, pipeline, model) as little-endian int64, the three parts, SHA-256 of all before it.
    private static ReadOnlySpan<byte> Magic => "PALMODL1"u8;

    /// <summary>Writes the model to a file, through a temporary file beside it that is renamed when it is on disk.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PluginALException">The path exists and is not a model.</exception>
    public void Save(string path)
    {
        RequireReplaceable(path);
        var header = JsonSerializer.SerializeToUtf8Bytes(Info);
        using var pipeline = new MemoryStream();
        Pipeline?.Save(pipeline);
        using var model = LearnerCalls.Save(Model);

        using var whole = new MemoryStream();
        whole.Write(Magic);
        Span<byte> length = stackalloc byte[8];
        foreach (var part in (ReadOnlySpan<long>)[header.Length, pipeline.Length, model.Length])
        {
            BinaryPrimitives.WriteInt64LittleEndian(length, part);
            whole.Write(length);
        }

        whole.Write(header);
        pipeline.WriteTo(whole);
        model.WriteTo(whole);
        whole.Write(SHA256.HashData(whole.GetBuffer().AsSpan(0, (int)whole.Length)));
        AtomicFile.Write(path, stream => whole.WriteTo(stream));
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="host">Where the learner and the featurisers that made it are found.</param>
    /// <returns>The model, which predicts the same bits as the one that was saved.</returns>
    /// <exception cref="PluginALException">The file is missing, is not a model, is damaged, or needs a plugin that is not there.</exception>
    public static TrainedModel Load(string path, PluginHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Input($"Model {path} cannot be read: {exception.Message} Give a file that 'pluginal fit' wrote.", exception);
        }

        var (header, pipeline, model) = Parts(path, bytes);
        var info = JsonSerializer.Deserialize<TrainedModelInfo>(header.Span)
            ?? throw PluginALException.Input($"Model {path} has an empty header; train it again with 'pluginal fit'.");
        var learner = host.Create<ILearner>(PluginKind.Learner, PluginReference.Parse(info.Learner));
        return new TrainedModel(
            learner.Load(model.ToArray()),
            info,
            pipeline.IsEmpty ? null : FeaturePipeline.Load(
                new MemoryStream(pipeline.ToArray(), writable: false), Featurisers.Resolve(host)));
    }

    /// <summary>Refuses a path that exists and is not a model.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="PluginALException">It is something else.</exception>
    public static void RequireReplaceable(string path)
    {
        if (Directory.Exists(path))
        {
            throw PluginALException.Input($"{path} is a directory; give a file name for the model.");
        }

        if (!File.Exists(path))
        {
            return;
        }

        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Magic.Length];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.SequenceEqual(Magic))
        {
            throw PluginALException.Input($"{path} exists and is not a PluginAL model, so it is not overwritten; give another name or remove it.");
        }
    }

    private static (ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Pipeline, ReadOnlyMemory<byte> Model) Parts(string path, byte[] bytes)
    {
        const int Fixed = 8 + (3 * 8);
        if (bytes.Length < Fixed + SHA256.HashSizeInBytes || !bytes.AsSpan(0, 8).SequenceEqual(Magic))
        {
            throw PluginALException.Input($"{path} is not a PluginAL model (it has {bytes.Length} bytes and does not begin with PALMODL1); give a file that 'pluginal fit' wrote.");
        }

        Span<int> lengths = stackalloc int[3];
        long total = Fixed + SHA256.HashSizeInBytes;
        for (var i = 0; i < 3; i++)
        {
            var length = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8 + (8 * i)));
            if (length < 0 || (total += length) > bytes.Length)
            {
                throw PluginALException.Input($"Model {path} is cut short: it has {bytes.Length} bytes and says it holds more; train it again with 'pluginal fit'.");
            }

            lengths[i] = (int)length;
        }

        var body = bytes.Length - SHA256.HashSizeInBytes;
        if (total != bytes.Length || !SHA256.HashData(bytes.AsSpan(0, body)).AsSpan().SequenceEqual(bytes.AsSpan(body)))
        {
            throw PluginALException.Input($"Model {path} is damaged: its checksum does not agree with its {bytes.Length} bytes; train it again with 'pluginal fit'.");
        }

        return (bytes.AsMemory(Fixed, lengths[0]), bytes.AsMemory(Fixed + lengths[0], lengths[1]), bytes.AsMemory(Fixed + lengths[0] + lengths[1], lengths[2]));
    }
}
