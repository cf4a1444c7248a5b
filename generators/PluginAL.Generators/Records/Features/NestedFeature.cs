namespace PluginAL.Generators.Records;

/// <summary>A record within the record: its features in place, and perhaps a column that says that it is missing.</summary>
internal sealed record NestedFeature(string Name, string Member, int Depth, EquatableArray<Feature> Children) : Feature(Name, Member)
{
    public override int Columns => Children.Sum(child => child.Width);

    public override IEnumerable<string> Numbers => Children.SelectMany(child => child.Numbers);

    public override IEnumerable<int> Capacities => Children.SelectMany(child => child.Capacities);

    public override bool IsWide => Children.Any(child => child.IsWide);

    public override IEnumerable<ColumnModel> Groups => Missing == Missing.Indicator
        ? Children.SelectMany(child => child.Groups).Append(new(Name, Offset + Columns, 1, "missing"))
        : Children.SelectMany(child => child.Groups);

    protected override bool UsesValueOnce => false;

    // Its first feature has the same offset.
    protected override string Local => $"n{Depth}v{Offset}";

    public override Feature Place(ref Layout next)
    {
        var start = next;
        var children = new Feature[Children.Count];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Children[i].Place(ref next);
        }

        next = next with { Width = start.Width + Width };
        return this with { Offset = start.Width, Slot = start.Numbers, Vocabulary = start.Vocabularies, Children = new(children) };
    }

    public override void DeclareHelpers(CodeWriter code) => Each(child => child.DeclareHelpers(code));

    protected override string Describe() => "nested";

    protected override void WriteValue(RowWriter row, string value) => Each(child => child.Write(row, value));

    protected override void ObserveValue(CodeWriter code, string value) => Each(child => child.Observe(code, value));

    private void Each(Action<Feature> action)
    {
        foreach (var child in Children)
        {
            action(child);
        }
    }
}
