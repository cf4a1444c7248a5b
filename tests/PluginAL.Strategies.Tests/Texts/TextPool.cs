using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests.Texts;

/// <summary>A pool of texts alone, some of them labelled.</summary>
internal sealed class TextPool(string[] texts, params long[] labelled) : QueryContext
{
    public override int Round => 1;

    public override LearningTask Task => LearningTask.Translation;

    public override IReadOnlyList<string> Classes => [];

    public override RowSet Candidates => RowSet.AllExcept(texts.Length, [.. labelled.Order()]);

    public override IReadOnlyList<long> LabelledRows => labelled;

    public override IReadOnlyList<Label> Labels => [.. labelled.Select(_ => new TextLabel(""))];

    public override IModel? Model => null;

    public override FeatureMatrix? Features => null;

    public override RandomSource Random => new(3, "select", 1);

    public override IPluginLog Log => throw new NotSupportedException();

    public override CancellationToken Cancellation => default;

    public override IReadOnlyList<SelectedRow> Best(IPointwiseStrategy strategy, int count) => throw new NotSupportedException();

    public override void ForEachBlock(SignalVisitor visitor) => ForEachBlock([.. Candidates.Rows()], visitor);

    public override void ForEachBlock(ReadOnlySpan<long> rows, SignalVisitor visitor)
    {
        for (var first = 0; first < rows.Length; first += 3)
        {
            var part = rows.Slice(first, Math.Min(3, rows.Length - first));
            visitor(new SignalBlock { Count = part.Length, Rows = part, Texts = Array.ConvertAll(part.ToArray(), row => texts[row]) });
        }
    }
}
