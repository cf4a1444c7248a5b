using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests.Streams;

/// <summary>Makes stream strategies and budget managers as a user names them.</summary>
internal static class StreamCalls
{
    public static IBudgetManager Manager(string name, string options = "{}") => (IBudgetManager)Make(PluginKind.BudgetManager, name, options);

    public static IStreamStrategy Scorer(string name, string options = "{}") => (IStreamStrategy)Make(PluginKind.StreamStrategy, name, options);

    public static StreamContext Context(double budget, int classes = 2, ulong seed = 3) => new()
    {
        Budget = budget, ClassCount = classes, Random = new RandomSource(seed, "stream"), Log = new Nowhere(),
    };

    /// <summary>Which of the utilities are asked for.</summary>
    public static bool[] Decide(IBudgetManager manager, StreamContext context, IEnumerable<double> utilities, long first = 0) =>
        [.. utilities.Select((utility, i) => manager.Decide(first + i, utility, context).Ask)];

    /// <summary>Dense rows with probabilities.</summary>
    public static double[] Score(IStreamStrategy strategy, StreamContext context, float[] rows, int width, float[] probabilities, long first = 0)
    {
        var utilities = new double[rows.Length / width];
        strategy.Score(
            new SignalBlock
            {
                Count = utilities.Length, FirstRow = first, ClassCount = probabilities.Length / utilities.Length, Probabilities = probabilities, EmbeddingWidth = width, Embeddings = rows,
            },
            context,
            utilities);
        return utilities;
    }

    private static object Make(PluginKind kind, string name, string options) =>
        Strategy.Registered.Single(plugin => plugin.Attribute.Kind == kind && plugin.Attribute.Name == name).Create(JsonDocument.Parse(options).RootElement);

    private sealed class Nowhere : IPluginLog
    {
        public void Information(string message)
        {
        }

        public void Warning(string message)
        {
        }
    }
}
