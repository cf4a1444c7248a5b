using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// A <see cref="ChainTagger"/> as bytes (<see cref="ModelFile"/>): the magic "PALCHAIN"; the payload is that of a linear model (<see cref="LinearModelFile"/>), the number of
/// paths (int32), the power (float32), and K × K transitions, K starts and K ends (float32).
/// </summary>
internal static class ChainTaggerFile
{
    private const string Magic = "PALCHAIN";

    public static void Write(ChainTagger model, Stream stream)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.ASCII, leaveOpen: true))
        {
            LinearModelFile.Write(writer, model.Learner, model.TagCount, model.PresentTags, model.Linear);
            writer.Write(model.PathCount);
            ModelFile.WriteFloats(writer, [model.Power]);
            ModelFile.WriteFloats(writer, model.Transitions);
            ModelFile.WriteFloats(writer, model.Start);
            ModelFile.WriteFloats(writer, model.End);
        }

        ModelFile.Write(stream, Magic, payload);
    }

    public static ChainTagger Read(Stream stream, string learner)
    {
        var (_, payload) = ModelFile.Read(stream, learner, Magic);
        try
        {
            using var reader = new BinaryReader(new MemoryStream(payload), Encoding.ASCII);
            var (tagCount, present, linear) = LinearModelFile.Read(reader, learner);
            var (paths, k) = (reader.ReadInt32(), present.Length);
            var power = ModelFile.ReadFloats(reader, 1)[0];
            var (transitions, start, end) = (ModelFile.ReadFloats(reader, (long)k * k), ModelFile.ReadFloats(reader, k), ModelFile.ReadFloats(reader, k));
            ModelFile.RefuseRest(reader, learner);
            if (paths < 1 || transitions.Concat(start).Concat(end).Append(power).Any(value => !float.IsFinite(value)))
            {
                throw ModelFile.Refuse(learner, $"{paths} paths, or a number that is not finite, which is no model");
            }

            return new ChainTagger(learner, tagCount, present, paths, linear, transitions, start, end, power);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw ModelFile.Refuse(learner, "fewer bytes than it says it has", e);
        }
    }
}
