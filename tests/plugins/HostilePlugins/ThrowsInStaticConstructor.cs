using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Throws when its type is first used.</summary>
[Strategy("throws-in-static-constructor", Summary = "Throws when its type is first used.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class ThrowsInStaticConstructor : IQueryStrategy
{
    private static readonly int Value;

    // Written out, so that it runs when the first object is made and not later.
    static ThrowsInStaticConstructor() => Value = int.Parse("not a number");

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [new SelectedRow(Value, 0)];
}
