using PluginAL.Abstractions;
using PluginAL.Engine.Tasks;

namespace PluginAL.Testing.Internals;

/// <summary>The rules for learners, for one task.</summary>
internal sealed class LearnerRules(ConformanceSubject subject, LearningTask task)
{
    private const int ThreadCount = 4;
    private readonly LabPool _pool = new(60, labelled: 30, task: task);

    /// <summary>Each rule for every task whose own signal the learner gives.</summary>
    public static IReadOnlyList<Rule> For(ConformanceSubject subject)
    {
        IReadOnlyList<LearningTask> tasks = [.. TaskSignals.TasksOf(subject.Gives).Where(task => task != LearningTask.QuestionAnswering)];
        return tasks.Count < 2
            ? new LearnerRules(subject, tasks.FirstOrDefault(LearningTask.Classification)).All()
            : [.. tasks.Select(task => new LearnerRules(subject, task).All()).Aggregate((first, second) => [.. first.Zip(second, (one, other) => one.And(other))])];
    }

    private List<Rule> All() =>
    [
        new("probabilities", "For every row the classes' probabilities are in [0, 1] and sum to one; labels' probabilities are in [0, 1], numbers finite, tokens' marginals sum to one, the best comes first.",
            "Normalise each row; go through logarithms where numbers get large.", () => Valid(Fit(Set(_pool)), _pool)),
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
            () => Fit(Set(_pool, 6)) is null ? null : Leftovers.Find(() => subject.Create(null), plugin => ((ILearner)plugin).Fit(Set(_pool, 6), Context()))),
    ];

    private static FitContext Context(ulong seed = 3, IModel? previous = null, CancellationToken cancellation = default) =>
        new() { Log = LabLog.Instance, Random = new RandomSource(seed, "fit"), Previous = previous, Cancellation = cancellation };

    private static TrainingSet Set(LabPool pool, int? rows = null, Func<int, int>? relabel = null, bool sparse = false)
    {
        var labelled = pool.LabelledRows[..(rows ?? pool.LabelledRows.Length)];
        return pool.Task == LearningTask.Classification
            ? new TrainingSet(pool.Features(labelled, sparse), [.. pool.Classes[..labelled.Length].Select(c => relabel?.Invoke(c) ?? c)], LabPool.ClassCount)
            : pool.Set(labelled, [.. pool.Labels.Take(labelled.Length)], sparse);
    }

    private static float[] Predict(IModel model, LabPool pool, bool sparse = false) => LabPredictions.Of(model, pool, sparse);

    private static string? Valid(IModel model, LabPool pool) => LabPredictions.Problem(model, pool);

    private static bool Same(float[] a, float[] b) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(a.AsSpan()).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(b.AsSpan()));

    private ILearner Create() => (ILearner)subject.Create(null);

    private IModel Fit(TrainingSet set, FitContext? context = null)
    {
        try
        {
            var model = Create().Fit(set, context ?? Context());
            return subject.Gives.HasFlag(TaskSignals.Of(task)) || model is IClassifier ? model : throw new SkipException("its models are no classifiers.");
        }
        catch (PluginALException) when (!subject.Gives.HasFlag(TaskSignals.Of(task)))
        {
            throw new SkipException("it does not learn classes.");
        }
    }

    /// <summary>Ends a rule that says nothing of the task.</summary>
    private void Require(bool holds, string reason)
    {
        if (!holds)
        {
            throw new SkipException($"{task}: {reason}");
        }
    }

    private string? SameSeed() => Same(Predict(Fit(Set(_pool)), _pool), Predict(Fit(Set(_pool)), _pool)) ? null : "two fits gave different predictions.";

    private string? SaveAndLoad()
    {
        var model = Fit(Set(_pool));
        using var stream = new MemoryStream();
        model.Save(stream);
        var length = stream.Length;
        stream.WriteByte(7);
        stream.Position = 0;
        var loaded = Create().Load(stream);
        return stream.Position != length ? $"{stream.Position} bytes were read of {length} that were written."
            : !Same(Predict(model, _pool), Predict(loaded, _pool)) ? "the loaded model gives other predictions."
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
        Require(task == LearningTask.Classification, "there are no classes of which there could be one only.");
        var probabilities = Predict(Fit(Set(_pool, relabel: _ => 1)), _pool);
        var unsure = Enumerable.Range(0, _pool.RowCount).Where(row => probabilities[(row * LabPool.ClassCount) + 1] != 1).Select(row => (int?)row).FirstOrDefault();
        return unsure is { } found ? $"row {found} got {probabilities[(found * LabPool.ClassCount) + 1]:R} for the only class there is." : null;
    }

    private string? AbsentClass()
    {
        Require(task == LearningTask.Classification, "there are no classes that sum to one.");
        var model = Fit(Set(_pool, relabel: c => c == 2 ? 0 : c));
        var probabilities = Predict(model, _pool);
        var wrong = Enumerable.Range(0, _pool.RowCount).Where(row => probabilities[(row * LabPool.ClassCount) + 2] != 0).Select(row => (int?)row).FirstOrDefault();
        return wrong is { } found ? $"row {found} got {probabilities[(found * LabPool.ClassCount) + 2]:R} for a class without rows." : Valid(model, _pool);
    }

    private string? Constant()
    {
        var pool = new LabPool(24, labelled: 12, constant: true, task: task);
        return Valid(Fit(Set(pool)), pool);
    }

    private string? SparseAndDense()
    {
        Require(task is not (LearningTask.Sequence or LearningTask.Translation), "the features of the kit's rows are not looked at.");
        if (task != LearningTask.Classification)
        {
            Predict(Fit(Set(_pool, sparse: true)), _pool, sparse: true);
            return null;
        }

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
        Require(task != LearningTask.Translation, "the features of the kit's rows are not looked at.");
        foreach (var value in (float[])[float.NaN, float.PositiveInfinity])
        {
            var pool = new LabPool(20, labelled: 9, task: task);
            pool.Values[(4 * LabPool.Width) + 2] = pool.Answers.TokenValues[(4 * LabPool.Width) + 2] = value;
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
        var (features, labels) = (set.Features.Block(0, 30).Values.ToArray(), Labels(set));
        var model = Fit(set);
        Predict(model, _pool);
        return bits.AsSpan().SequenceEqual(_pool.Bits()) && set.Features.Block(0, 30).Values.SequenceEqual(features) && Labels(set).SequenceEqual(labels)
            ? null
            : "the training set holds other values than before.";

        static Label[] Labels(TrainingSet set) => set.Task == LearningTask.Classification ? [.. set.Classes.ToArray().Select(c => new ClassLabel(c))] : [.. set.Labels];
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
        return results.All(result => Same(result, alone)) ? null : $"{ThreadCount} threads got other predictions than one.";
    }

    private string? Cancellation()
    {
        Fit(Set(_pool, 6));
        var pool = new LabPool(20_000, labelled: 20_000, task: task);
        var set = Set(pool);
        return Deadline.Find("Fit", token => Create().Fit(set, Context(cancellation: token)));
    }
}
