using PluginAL.Abstractions;

namespace MisbehavingStrategies;

using Selector = Func<QueryContext, int, IReadOnlyList<SelectedRow>>;

/// <summary>Lets a test look at what a session supplies: it chooses as the function does that it was told.</summary>
/// <param name="inner">The inner strategies, with + between them.</param>
[Strategy("calls-back", Needs = Signals.Gradients | Signals.Members | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class CallsBack(string inner) : ICompositeStrategy, IProgress<Selector>
{
    private Selector? _select;

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner => inner.Split('+', StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public void Report(Selector value) => _select = value;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => _select!(context, count);
}
