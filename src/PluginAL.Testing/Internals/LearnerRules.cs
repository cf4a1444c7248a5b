using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>The rules for learners; those of them that speak of probabilities are for classifiers.</summary>
internal sealed class LearnerRules(ConformanceSubject subject)
{
    private const int ThreadCount = 4;
    private readonly LabPool _pool = new(60, labelled: 30);

    public static IReadOnlyList<Rule> For(ConformanceSubject subject) => new LearnerRules(subject).All();

    private List<Rule> All() =>
    [
        new("probabilities", "For every row the classes' probabilities are in [0, 1] and sum to one.", "Normalise each row; go through logarithms where numbers get large.", () => Valid(Fit(Set(_pool)), _pool)),
        new("same-seed", "The same data, options and seed give the same bits.", "Draw from context.Random alone, and sum in a fixed order.", SameSeed),
        new("save-and-load", "A saved model, loaded again, gives the same bits, and reads exactly what was written.", "Write every number with all its bits, and read no byte more.", SaveAndLoad),
        new("foreign-bytes", "Bytes that are no model of this learner are refused with a PluginALException.", "Begin the file with a mark and a version, and check them and every length.", ForeignBytes),
        new("one-class", "With rows of one class only the model says that class with certainty.", "Treat one class as a case of its own.", OneClass),
        new("absent-class", "A class without a row gets probability zero.", "Leave classes without rows out of the sum.", AbsentClass),
        new("one-row", "One labelled row is learned from.", "Do not divide by the number of rows less one.", () => Valid(Fit(Set(_pool, 1)), _pool)),
        new("constant-features", "Constant features are learned from.", "Guard divisions by a variance that may be zero.", () => Constant()),
        new("sparse-and-dense", "Sparse features are learned from and predicted as well as dense ones.", "Look at the layout of the block.", SparseAndDense),
        new("nan-refused", "A value that is not finite is refused with a PluginALException.", "Check the features in Fit and name row and column.", NaN),
        new("earlier-model", "It takes up an earlier model, also one of other classes' rows.", "Use context.Previous as a start only where it fits.", Earlier),
        new("inputs-unchanged", "Nothing that it was given is changed.", "Copy what you sort or overwrite.", Purity),
        new("thread-count", "A model predicts the same bits on several threads at once as alone.", "Keep no buffers in the model: rent them in each call.", Threads),
        new("cancellation", "A cancelled fit ends within 100 ms.", "Call context.Cancellation.ThrowIfCancellationRequested() in every pass over the rows.", Cancellation),
        new("leftovers", "No thread and no handle is left.", "Close what is opened, and start no threads that outlive the call; implement IDisposable.",
            () => Leftovers.Find(() => subject.Create(null), plugin => ((ILearner)plugin).Fit(Set(_pool, 6), Context()))),
    ];

    private static FitContext Context(ulong seed = 3, IModel? previous = null, CancellationToken cancellation = default) =>
        new() { Log = LabLog.Instance, Random = new RandomSource(seed, "fit"), Previous = previous, Cancellation = cancellation };

    private static TrainingSet Set(LabPool pool, int? rows = null, Func<int, int>? relabel = null, bool sparse = false)
    {
        var labelled = pool.LabelledRows[..(rows ?? pool.LabelledRows.Length)];
        return new TrainingSet(pool.Features(labelled, sparse), [.. pool.Classes[..labelled.Length].Select(c => relabel?.Invoke(c) ?? c)], LabPool.ClassCount);
    }

    private static float[] Predict(IClassifier model, LabPool pool, bool sparse = false)
    {
        var probabilities = new float[pool.RowCount * LabPool.ClassCount];
        model.PredictProbabilities(pool.Features(sparse).Block(0, pool.RowCount), probabilities);
        return probabilities;
    }

    private static string? Valid(IClassifier model, LabPool pool)
    {
        if (model.Width != LabPool.Width || model.ClassCount != LabPool.ClassCount)
        {
            return $"a model of {model.Width} columns and {model.ClassCount} classes from {LabPool.Width} columns and {LabPool.ClassCount} classes.";
        }

        var probabilities = Predict(model, pool);
        for (var row = 0; row < pool.RowCount; row++)
        {
            var says = probabilities.AsSpan(row * LabPool.ClassCount, LabPool.ClassCount);
            var sum = 0.0;
            foreach (var p in says)
            {
                sum += p is >= 0 and <= 1 ? p : double.NaN;
            }

            if (!(Math.Abs(sum - 1) < 1e-4))
            {
                return $"row {row} got {string.Join(", ", says.ToArray())}.";
            }
        }

        return null;
    }

    private static bool Same(float[] a, float[] b) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(a.AsSpan()).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(b.AsSpan()));

    private ILearner Create() => (ILearner)subject.Create(null);

    private IClassifier Fit(TrainingSet set, FitContext? context = null)
    {
        try
        {
            return Create().Fit(set, context ?? Context()) as IClassifier ?? throw new SkipException("its models are no classifiers.");
        }
        catch (PluginALException) when (!subject.Gives.HasFlag(Signals.Probabilities))
        {
            throw new SkipException("it does not learn classes.");
        }
    }

    private string? SameSeed() => Same(Predict(Fit(Set(_pool)), _pool), Predict(Fit(Set(_pool)), _pool)) ? null : "two fits gave different probabilities.";

    private string? SaveAndLoad()
    {
        var model = Fit(Set(_pool));
        using var stream = new MemoryStream();
        model.Save(stream);
        var length = stream.Length;
        stream.WriteByte(7);
        stream.Position = 0;
        var loaded = (IClassifier)Create().Load(stream);
        return stream.Position != length ? $"{stream.Position} bytes were read of {length} that were written."
            : !Same(Predict(model, _pool), Predict(loaded, _pool)) ? "the loaded model gives other probabilities."
            : null;
    }

    private string? ForeignBytes()
    {
        Fit(Set(_pool));
        foreach (var bytes in (byte[][])[[], [1, 2, 3], [.. Enumerable.Range(0, 400).Select(i => (byte)(i * 37))]])
        {
            try
            {
                Create().Load(new MemoryStream(bytes));
                return $"{bytes.Length} bytes of nothing were taken for a model.";
            }
            catch (PluginALException)
            {
                // As it should.
            }
            catch (Exception e)
            {
                return $"{bytes.Length} bytes of nothing threw {e.GetType().Name} instead: {e.Message.ReplaceLineEndings(" ")}";
            }
        }

        return null;
    }

    private string? OneClass()
    {
        var probabilities = Predict(Fit(Set(_pool, relabel: _ => 1)), _pool);
        var unsure = Enumerable.Range(0, _pool.RowCount).Where(row => probabilities[(row * LabPool.ClassCount) + 1] != 1).Select(row => (int?)row).FirstOrDefault();
        return unsure is { } found ? $"row {found} got {probabilities[(found * LabPool.ClassCount) + 1]:R} for the only class there is." : null;
    }

    private string? AbsentClass()
    {
        var model = Fit(Set(_pool, relabel: c => c == 2 ? 0 : c));
        var probabilities = Predict(model, _pool);
        var wrong = Enumerable.Range(0, _pool.RowCount).Where(row => probabilities[(row * LabPool.ClassCount) + 2] != 0).Select(row => (int?)row).FirstOrDefault();
        return wrong is { } found ? $"row {found} got {probabilities[(found * LabPool.ClassCount) + 2]:R} for a class without rows." : Valid(model, _pool);
    }

    private string? Constant()
    {
        var pool = new LabPool(24, labelled: 12, constant: true);
        return Valid(Fit(Set(pool)), pool);
    }

    private string? SparseAndDense()
    {
        var dense = Predict(Fit(Set(_pool)), _pool);
        var sparse = Predict(Fit(Set(_pool, sparse: true)), _pool, sparse: true);
        var differing = Enumerable.Range(0, _pool.RowCount).Count(row => Best(dense, row) != Best(sparse, row));

        // Sparse columns are often not centred, which shifts probabilities; the classes of rows this far apart it does not change.
        return differing * 10 > _pool.RowCount ? $"{differing} of {_pool.RowCount} rows are of another class when the same features are sparse." : null;

        static int Best(float[] probabilities, int row)
        {
            var says = probabilities.AsSpan(row * LabPool.ClassCount, LabPool.ClassCount);
            var best = 0;
            for (var c = 1; c < says.Length; c++)
            {
                best = says[c] > says[best] ? c : best;
            }

            return float.IsFinite(says[best]) ? best : -1;
        }
    }

    private string? NaN()
    {
        Fit(Set(_pool));
        foreach (var value in (float[])[float.NaN, float.PositiveInfinity])
        {
            var pool = new LabPool(20, labelled: 9);
            pool.Values[(4 * LabPool.Width) + 2] = value;
            try
            {
                Create().Fit(Set(pool), Context());
                return $"{value} was learned from.";
            }
            catch (PluginALException)
            {
                // As it should.
            }
        }

        return null;
    }

    private string? Earlier()
    {
        var first = Fit(Set(_pool, 3));
        var second = Fit(Set(_pool), Context(previous: first));
        return Valid(second, _pool) ?? Valid(Fit(Set(_pool, relabel: c => c == 0 ? 1 : c), Context(previous: second)), _pool);
    }

    private string? Purity()
    {
        var (bits, set) = (_pool.Bits(), Set(_pool));
        var (features, classes) = (set.Features.Block(0, 30).Values.ToArray(), set.Classes.ToArray());
        var model = Fit(set);
        Predict(model, _pool);
        return bits.AsSpan().SequenceEqual(_pool.Bits()) && set.Features.Block(0, 30).Values.SequenceEqual(features) && set.Classes.SequenceEqual(classes)
            ? null
            : "the training set holds other values than before.";
    }

    private string? Threads()
    {
        var model = Fit(Set(_pool));
        var alone = Predict(model, _pool);
        var results = new float[ThreadCount][];
        var threads = Enumerable.Range(0, ThreadCount).Select(index => new Thread(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                try
                {
                    results[index] = Predict(model, _pool);
                }
                catch (Exception)
                {
                    results[index] = [];
                }

                if (!Same(results[index], alone))
                {
                    return;
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return results.All(result => Same(result, alone)) ? null : $"{ThreadCount} threads got other probabilities than one.";
    }

    private string? Cancellation()
    {
        var pool = new LabPool(20_000, labelled: 20_000);
        var set = Set(pool);
        return Deadline.Find("Fit", token => Create().Fit(set, Context(cancellation: token)));
    }
}
