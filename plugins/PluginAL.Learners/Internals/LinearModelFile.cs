using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// A linear model as bytes (<see cref="ModelFile"/>): the magic "PALINEAR" for classes, "PALABELS" for independent labels. Payload: learner (length byte,
/// ASCII), layout (byte), D, C, K (int32), K classes, for sparse features the number of weighted columns, their numbers (int32) and K weights of all
/// others (float32), then the weights row by row and the intercepts (float32). Of labels K is C.
/// </summary>
internal static class LinearModelFile
{
    private const string Classes = "PALINEAR";
    private const string Labels = "PALABELS";

    public static void Write(LinearClassifier model, Stream stream) =>
        Write(stream, Classes, model.Learner, model.ClassCount, model.PresentClasses, model.Linear);

    public static void Write(LinearLabelClassifier model, Stream stream) =>
        Write(stream, Labels, model.Learner, model.LabelCount, [.. Enumerable.Range(0, model.LabelCount)], model.Linear);

    /// <summary>Reads a model of classes or of labels, whichever the stream holds.</summary>
    public static IModel Read(Stream stream, string learner)
    {
        var (magic, payload) = ModelFile.Read(stream, learner, Classes, Labels);
        var (classCount, present, linear) = Parse(payload, learner);
        if (magic == Classes)
        {
            return new LinearClassifier(learner, classCount, present, linear);
        }

        return present.Length == classCount
            ? new LinearLabelClassifier(learner, linear)
            : throw ModelFile.Refuse(learner, $"weights for {present.Length} of {classCount} labels");
    }

    private static void Write(Stream stream, string magic, string learner, int classCount, ReadOnlySpan<int> present, LinearWeights linear)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.ASCII, leaveOpen: true))
        {
            Write(writer, learner, classCount, present, linear);
        }

        ModelFile.Write(stream, magic, payload);
    }

    /// <summary>What models of sequences, too, have in their payload.</summary>
    public static void Write(BinaryWriter writer, string learner, int classCount, ReadOnlySpan<int> present, LinearWeights linear)
    {
        writer.Write(learner);
        writer.Write((byte)linear.Layout);
        writer.Write(linear.Width);
        writer.Write(classCount);
        writer.Write(linear.Outputs);
        ModelFile.WriteValues(writer, present);
        if (linear.Layout == FeatureLayout.Sparse)
        {
            writer.Write(linear.Columns.Length);
            ModelFile.WriteValues(writer, linear.Columns);
            ModelFile.WriteFloats(writer, linear.Others);
        }

        ModelFile.WriteFloats(writer, linear.Values);
        ModelFile.WriteFloats(writer, linear.Intercepts);
    }

    private static (int ClassCount, int[] Present, LinearWeights Linear) Parse(byte[] body, string learner)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(body), Encoding.ASCII);
            var model = Read(reader, learner);
            ModelFile.RefuseRest(reader, learner);
            return model;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw ModelFile.Refuse(learner, "fewer bytes than it says it has", e);
        }
    }

    /// <summary>Reads what the writer of the same part wrote.</summary>
    public static (int ClassCount, int[] Present, LinearWeights Linear) Read(BinaryReader reader, string learner)
    {
        var name = reader.ReadString();
        if (name != learner)
        {
            throw ModelFile.Refuse(learner, $"a model of '{name}'; load it with that learner");
        }

        var layout = (FeatureLayout)reader.ReadByte();
        var (width, classCount, k) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        if (!Enum.IsDefined(layout) || width < 1 || k < 1 || k > classCount)
        {
            throw ModelFile.Refuse(learner, $"layout {(int)layout}, {width} columns and {k} of {classCount} classes, which is no model");
        }

        var present = ModelFile.ReadAscending(reader, k, classCount, learner);
        var sparse = layout == FeatureLayout.Sparse;
        var columns = sparse ? ModelFile.ReadAscending(reader, reader.ReadInt32(), width, learner) : [];
        var others = ModelFile.ReadFloats(reader, sparse ? k : 0);
        var weights = ModelFile.ReadFloats(reader, (sparse ? (long)columns.Length : width) * k);
        var intercepts = ModelFile.ReadFloats(reader, k);
        return (classCount, present, new LinearWeights(layout, width, columns, weights, intercepts, sparse ? others : null));
    }
}
