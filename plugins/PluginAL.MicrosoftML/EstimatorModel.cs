using Microsoft.ML;
using Microsoft.ML.Data;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML;

/// <summary>What an estimator learned; null where all labelled rows were of one class, which is then certain.</summary>
internal sealed class EstimatorModel(string learner, ScoreKind scores, MLContext ml, ITransformer? trained, int width, int classCount, int[] present) : IClassifier
{
    private const int Mark = 0x4D4C4C50;

    public int Width => width;

    public int ClassCount => classCount;

    public unsafe void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        if (rows.Width != width)
        {
            throw new ArgumentException($"The rows have {rows.Width} columns, and the model of '{learner}' was trained on {width}.", nameof(rows));
        }

        probabilities.Clear();
        if (rows.Count == 0)
        {
            return;
        }

        fixed (float* values = rows.Values)
        fixed (long* offsets = rows.RowOffsets)
        fixed (int* columns = rows.Columns)
        {
            var block = new PinnedBlock(rows.Layout, rows.Count, width, values, offsets, columns);
            if (trained is null)
            {
                for (var i = 0; i < rows.Count; i++)
                {
                    probabilities[(i * classCount) + present[0]] = 1;
                }
            }
            else
            {
                Score(block, trained.Transform(new FeatureDataView(block)), probabilities);
            }

            // Trees have a branch for what is missing; the contract says that such a row has no probabilities.
            for (var i = 0; i < rows.Count; i++)
            {
                foreach (var value in block.Block(i, 1).Values)
                {
                    if (float.IsNaN(value))
                    {
                        probabilities.Slice(i * classCount, classCount).Fill(float.NaN);
                        break;
                    }
                }
            }
        }
    }

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(learner);
        writer.Write(width);
        writer.Write(classCount);
        writer.Write(present.Length);
        foreach (var c in present)
        {
            writer.Write(c);
        }

        if (trained is not null)
        {
            // Microsoft.ML writes an archive, for which it seeks.
            using var archive = new MemoryStream();
            ml.Model.Save(trained, new FeatureDataView(new DenseFeatures(width)).Schema, archive);
            var bytes = archive.ToArray();
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }

    public static EstimatorModel Load(string learner, ScoreKind scores, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            if (reader.ReadInt32() != Mark || reader.ReadString() != learner)
            {
                throw new InvalidDataException("it does not begin as one does");
            }

            var (width, classCount, count) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            if (width < 1 || count < 1 || count > classCount)
            {
                throw new InvalidDataException($"it tells of {width} columns and {count} of {classCount} classes");
            }

            var present = new int[count];
            for (var k = 0; k < count; k++)
            {
                present[k] = reader.ReadInt32();
                if (present[k] >= classCount || present[k] < (k == 0 ? 0 : present[k - 1] + 1))
                {
                    throw new InvalidDataException($"class {present[k]} is out of order or range");
                }
            }

            var ml = new MLContext(0);
            if (count == 1)
            {
                return new EstimatorModel(learner, scores, ml, null, width, classCount, present);
            }

            var length = reader.ReadInt32();
            var bytes = reader.ReadBytes(length);
            if (bytes.Length != length)
            {
                throw new EndOfStreamException("it ends early");
            }

            using var archive = new MemoryStream(bytes);
            return new EstimatorModel(learner, scores, ml, ml.Model.Load(archive, out _), width, classCount, present);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever Microsoft.ML throws at bytes that it cannot read.
            throw PluginALException.Input($"The bytes are not a model of '{learner}': {e.Message}; give what it saved, or train again.", e);
        }
    }

    private void Score(PinnedBlock block, IDataView scored, Span<float> probabilities)
    {
        var probability = scored.Schema.GetColumnOrNull("Probability");
        var column = (present.Length == 2 && probability?.Type == NumberDataViewType.Single ? probability : scored.Schema.GetColumnOrNull("Score"))
            ?? throw PluginALException.Work($"The estimator of '{learner}' gives no column Score; end it with a trainer.");
        var isOne = present.Length == 2 && column.Type == NumberDataViewType.Single;
        if (!isOne && !(column.Type is VectorDataViewType vector && vector.ItemType == NumberDataViewType.Single && vector.Size == present.Length))
        {
            throw PluginALException.Work($"The column {column.Name} of '{learner}' holds {column.Type}, not a number for each of {present.Length} classes; use a trainer for several classes.");
        }

        using var cursor = scored.GetRowCursor([column]);
        var one = isOne ? cursor.GetGetter<float>(column) : null;
        var many = isOne ? null : cursor.GetGetter<VBuffer<float>>(column);
        var (number, numbers, row) = (0f, default(VBuffer<float>), new float[present.Length]);
        var rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            if (rows == block.RowCount)
            {
                throw Miscounted("more");
            }

            if (many is not null)
            {
                many(ref numbers);
                numbers.CopyTo(row);
            }
            else
            {
                one!(ref number);
                var isLogit = scores == ScoreKind.Logits && column.Name == "Score";
                row[1] = isLogit ? (float)(1 / (1 + Math.Exp(-number))) : number;
                row[0] = 1 - row[1];
            }

            Normalise(row, isOne ? ScoreKind.Probabilities : scores);
            for (var k = 0; k < row.Length; k++)
            {
                probabilities[(rows * classCount) + present[k]] = row[k];
            }
        }

        if (rows < block.RowCount)
        {
            throw Miscounted("fewer");
        }

        PluginALException Miscounted(string than) =>
            PluginALException.Work($"The estimator of '{learner}' gives {than} rows than it was given ({block.RowCount}); leave filters out of it.");
    }

    private static void Normalise(Span<float> row, ScoreKind kind)
    {
        if (kind == ScoreKind.Logits)
        {
            var most = float.NegativeInfinity;
            foreach (var value in row)
            {
                most = Math.Max(most, value);
            }

            foreach (ref var value in row)
            {
                value = MathF.Exp(value - most);
            }
        }

        var sum = 0.0;
        foreach (var value in row)
        {
            sum += value;
        }

        foreach (ref var value in row)
        {
            // Classifiers of one class against the rest may all say no: then each class is as likely.
            value = sum == 0 ? 1f / row.Length : (float)(value / sum);
        }
    }
}
