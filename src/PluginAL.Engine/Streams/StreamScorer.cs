using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Streams;

/// <summary>What scores the rows of a stream: a stream strategy, or any pointwise strategy of pools, whose scores are the utilities.</summary>
public sealed class StreamScorer : IDisposable
{
    private readonly PluginInstance<IStreamStrategy>? _stream;
    private readonly PluginInstance<IQueryStrategy>? _pointwise;

    /// <summary>A stream strategy.</summary>
    /// <param name="strategy">The strategy; the scorer disposes of it.</param>
    public StreamScorer(PluginInstance<IStreamStrategy> strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        (_stream, Name, Label, Needs) = (strategy, strategy.Name, strategy.Label, strategy.Needs);
    }

    /// <summary>A strategy of pools.</summary>
    /// <param name="strategy">The strategy; the scorer disposes of it.</param>
    /// <exception cref="PluginALException">It is not an <see cref="IPointwiseStrategy"/>.</exception>
    public StreamScorer(PluginInstance<IQueryStrategy> strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        if (strategy.Instance is not IPointwiseStrategy)
        {
            throw PluginALException.Usage(
                $"Strategy '{strategy.Name}' looks at more than what a model says of a row (labels so far, other rows, or the inside of the model), and in a stream there is one row at a time; name a strategy that scores rows one by one, "
                + "such as margin, or a stream strategy ('pluginal plugins list' shows them).");
        }

        (_pointwise, Name, Label, Needs) = (strategy, strategy.Name, strategy.Label, Scoring.SuppliedSignals.Factors(strategy.Needs));
    }

    /// <summary>The strategy's name.</summary>
    public string Name { get; }

    /// <summary>Its name with the options that were given.</summary>
    public string Label { get; }

    /// <summary>The signals that it needs; gradients as their factors.</summary>
    public Signals Needs { get; }

    /// <summary>The budget manager that goes with the strategy where none is named.</summary>
    public string UsualManager => (_stream is not null, Name) switch
    {
        (true, "density") => "density-split",
        (true, "cognitive") => "variable-uncertainty",
        (true, _) => "quantile-filter",
        (false, "random") => "random",
        (false, "least-confidence" or "margin" or "ratio" or "normalised-entropy" or "gini") => "split",
        _ => "quantile-filter",
    };

    /// <summary>Makes a scorer by the strategy's name: a stream strategy's, else that of a pointwise strategy of pools.</summary>
    /// <param name="host">The plugins.</param>
    /// <param name="strategy">The strategy, as a user writes it.</param>
    /// <returns>The scorer.</returns>
    /// <exception cref="PluginALException">There is none of that name, or it scores no single rows.</exception>
    public static StreamScorer Create(PluginHost host, PluginReference strategy)
    {
        return KindOf(host, strategy) == PluginKind.StreamStrategy
            ? new StreamScorer(host.Create<IStreamStrategy>(PluginKind.StreamStrategy, strategy))
            : new StreamScorer(host.Create<IQueryStrategy>(PluginKind.Strategy, strategy));
    }

    /// <summary>The kind of the plugin that a name means here.</summary>
    /// <param name="host">The plugins.</param>
    /// <param name="strategy">The strategy, as a user writes it.</param>
    /// <returns><see cref="PluginKind.StreamStrategy"/> where there is one of that name, else <see cref="PluginKind.Strategy"/>.</returns>
    public static PluginKind KindOf(PluginHost host, PluginReference strategy)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(strategy);
        var there = strategy.Path is { } path ? host.Inspect(path) : host.Plugins;
        return there.Any(plugin => plugin.Kind == PluginKind.StreamStrategy && (strategy.Path is not null && strategy.Name is null || plugin.Name == strategy.Name))
            ? PluginKind.StreamStrategy
            : PluginKind.Strategy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream?.Dispose();
        _pointwise?.Dispose();
    }

    /// <summary>Scores rows in the order of their arrival. Scores that are not finite become NaN.</summary>
    internal void Score(in SignalBlock rows, StreamContext context, Span<double> utilities)
    {
        utilities.Fill(double.NaN);
        try
        {
            if (_stream is not null)
            {
                _stream.Instance.Score(rows, context with { Log = _stream.LogTo(context.Log) }, utilities);
            }
            else
            {
                var scores = new float[rows.Count];
                ((IPointwiseStrategy)_pointwise!.Instance).Score(rows, context.Random, scores);
                for (var i = 0; i < scores.Length; i++)
                {
                    utilities[i] = scores[i];
                }
            }
        }
        catch (Exception exception) when (exception is not (PluginALException or OperationCanceledException))
        {
            throw _stream?.Failure("Score", exception) ?? _pointwise!.Failure("Score", exception);
        }

        foreach (ref var utility in utilities)
        {
            utility = double.IsFinite(utility) ? utility : double.NaN;
        }
    }

    internal void SaveState(Stream stream) => _stream?.Call("SaveState", strategy =>
    {
        strategy.SaveState(stream);
        return true;
    });

    internal void RestoreState(Stream stream) => _stream?.Call("RestoreState", strategy =>
    {
        strategy.RestoreState(stream);
        return true;
    });
}
