using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>A pool of rows without a model.</summary>
internal sealed class FakeQueryContext(int rows) : QueryContext
{
    public override int Round => 1;

    public override LearningTask Task => LearningTask.Classification;

    public override IReadOnlyList<string> Classes => ["a", "b"];

    public override RowSet Candidates { get; } = RowSet.AllExcept(rows, []);

    public override IReadOnlyList<long> LabelledRows => [];

    public override IReadOnlyList<Label> Labels => [];

    public override IModel? Model => null;

    public override FeatureMatrix? Features => null;

    public override RandomSource Random { get; } = new(5, "select", 1);

    public override IPluginLog Log => throw new NotSupportedException();

    public override CancellationToken Cancellation => default;

    public override IReadOnlyList<SelectedRow> Best(IPointwiseStrategy strategy, int count)
    {
        var scores = new float[rows];
        strategy.Score(new SignalBlock { Count = rows }, Random, scores);
        return [.. scores
            .Select((score, row) => new SelectedRow(row, score))
            .OrderByDescending(selected => selected.Score)
            .ThenBy(selected => selected.Row)
            .Take(count)];
    }

    public override void ForEachBlock(SignalVisitor visitor) => throw new NotSupportedException();
}
