using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;

namespace PluginAL.Storage.Tests;

internal static class Labels
{
    private static readonly Gen<int> Int = ArbMap.Default.GeneratorFor<int>();

    private static readonly Gen<string> Text = ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "");

    private static readonly Gen<ImmutableArray<int>> Ints = Int.ListOf().Select(l => l.ToImmutableArray());

    public static Gen<Label> Any { get; } = Gen.OneOf(
        Int.Select(Label (i) => new ClassLabel(i)),
        Ints.Select(Label (a) => new MultiLabel(a)),
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(Label (d) => new NumberLabel(d)),
        Ints.Select(Label (a) => new TagsLabel(a)),
        (from start in Int from end in Int from tag in Int from text in Text select new LabelledSpan(start, end, tag, text))
            .ListOf().Select(Label (l) => new SpansLabel([.. l])),
        Text.Select(Label (s) => new TextLabel(s)));
}
