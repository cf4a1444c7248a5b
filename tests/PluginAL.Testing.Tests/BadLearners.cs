using PluginAL.Abstractions;
using PluginAL.Learners;

namespace PluginAL.Testing.Tests;

/// <summary>A good learner, each time with one fault.</summary>
internal static class BadLearners
{
    private static readonly ManualResetEventSlim Never = new();
    private static int _fits;

    public static IEnumerable<(string Rule, ConformanceSubject Subject)> All =>
    [
        ("probabilities", With((model, probabilities) => probabilities[0] += 0.1f)),
        ("same-seed", Fitting((inner, data, context) => new Changed(inner.Fit(data, context), Flicker(Interlocked.Increment(ref _fits))))),
        ("save-and-load", Learner(() => new Wrapped { Loading = (inner, stream) => new Changed(inner.Load(stream), Flicker(1)) })),
        ("foreign-bytes", Learner(() => new Wrapped { Loading = (inner, stream) => stream.Length < 10 ? null! : inner.Load(stream) })),
        ("one-class", With((model, probabilities) => probabilities.Fill(1f / 3))),
        ("absent-class", With((model, probabilities) => probabilities.Fill(1f / 3))),
        ("one-row", Fitting((inner, data, context) => data.Features.RowCount == 1 ? throw new DivideByZeroException() : inner.Fit(data, context))),
        ("constant-features", Fitting((inner, data, context) => data.Features.RowCount == 12 ? new Changed(inner.Fit(data, context), (_, p) => p.Fill(float.NaN)) : inner.Fit(data, context))),
        ("sparse-and-dense", Fitting((inner, data, context) => data.Features.Layout == FeatureLayout.Sparse ? new Changed(inner.Fit(data, context), (_, p) => p.Fill(1f / 3)) : inner.Fit(data, context))),
        ("nan-refused", Fitting((inner, data, context) =>
        {
            try
            {
                return inner.Fit(data, context);
            }
            catch (PluginALException)
            {
                return null!;
            }
        })),
        ("earlier-model", Fitting((inner, data, context) => context.Previous is null ? inner.Fit(data, context) : throw new InvalidCastException("another model"))),
        ("inputs-unchanged", Fitting((inner, data, context) =>
        {
            var model = inner.Fit(data, context);
            System.Runtime.CompilerServices.Unsafe.AsRef(in data.Features.Block(0, 1).Values[0]) = 5;
            return model;
        })),
        ("thread-count", With((model, probabilities) =>
        {
            if (Interlocked.Increment(ref model.Inside) > 1)
            {
                probabilities.Clear();
            }

            Thread.Sleep(1);
            Interlocked.Decrement(ref model.Inside);
        })),
        ("cancellation", Fitting((inner, data, context) =>
        {
            if (data.Features.RowCount > 10_000)
            {
                Thread.Sleep(400);
            }

            return inner.Fit(data, context);
        })),
        ("leftovers", Fitting((inner, data, context) =>
        {
            if (data.Features.RowCount == 6)
            {
                new Thread(() => Never.Wait()) { IsBackground = true }.Start();
            }

            return inner.Fit(data, context);
        })),
    ];

    private delegate void Change(Changed model, Span<float> probabilities);

    private static Change Flicker(int which) => (_, probabilities) => probabilities[0] = which % 2 == 0 ? 0 : 1;

    private static ConformanceSubject Learner(Func<ILearner> create) => BadPluginsTests.Subject(PluginKind.Learner, create);

    private static ConformanceSubject Fitting(Func<ILearner, TrainingSet, FitContext, IModel> fit) => Learner(() => new Wrapped { Fitting = fit });

    private static ConformanceSubject With(Change change) => Fitting((inner, data, context) => new Changed(inner.Fit(data, context), change));

    private sealed class Wrapped : ILearner
    {
        private readonly LogisticRegression _inner = new(new LogisticRegressionOptions());

        public Func<ILearner, TrainingSet, FitContext, IModel> Fitting { get; init; } = (inner, data, context) => inner.Fit(data, context);

        public Func<ILearner, Stream, IModel> Loading { get; init; } = (inner, stream) => inner.Load(stream);

        public IModel Fit(TrainingSet data, FitContext context) => Fitting(_inner, data, context with { Previous = (context.Previous as Changed)?.Model ?? context.Previous });

        public IModel Load(Stream stream) => Loading(_inner, stream);
    }

    private sealed class Changed(IModel model, Change change) : IClassifier
    {
        public int Inside;

        public IModel Model => model;

        public int Width => model.Width;

        public int ClassCount => ((IClassifier)model).ClassCount;

        public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
        {
            ((IClassifier)model).PredictProbabilities(rows, probabilities);
            change(this, probabilities);
        }

        public void Save(Stream stream) => model.Save(stream);
    }
}
