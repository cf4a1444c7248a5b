using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginAL.Generators.Records;

/// <summary>Makes a model of a record type, or says what is wrong with it. One parser for the generator and the analyzer.</summary>
internal sealed partial class RecordParser
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly INamedTypeSymbol _root;
    private readonly AttributeData? _options;
    private readonly RecordNaming _naming;
    private readonly List<RecordProblem> _problems = [];
    private readonly Dictionary<ITypeSymbol, EnumModel> _enums = new(SymbolEqualityComparer.Default);
    private LabelModel? _label;
    private IdModel? _id;

    private RecordParser(INamedTypeSymbol root, AttributeData? options, Compilation compilation, CancellationToken cancellation)
    {
        (_root, _options, _compilation, _cancellation) = (root, options, compilation, cancellation);
        _naming = (RecordNaming)options.Named("Naming", 0);
    }

    /// <summary>Parses a type that carries <c>[PoolRecord]</c>, or that the assembly names in <c>[PoolRecordFor&lt;T&gt;]</c>.</summary>
    public static RecordParseResult Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var options = Member.AttributesOf(type).TryGetValue("PoolRecord", out var own) ? own
            : compilation.Assembly.GetAttributes().FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(TypeNamedBy(one), type));
        return Parse(type, options, compilation, cancellation);
    }

    /// <summary>Parses a type under given options.</summary>
    public static RecordParseResult Parse(INamedTypeSymbol type, AttributeData? options, Compilation compilation, CancellationToken cancellation) =>
        new RecordParser(type, options, compilation, cancellation).Parse();

    /// <summary>The type that a <c>[PoolRecordFor&lt;T&gt;]</c> names; null for any other attribute.</summary>
    public static INamedTypeSymbol? TypeNamedBy(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "PoolRecordForAttribute", Arity: 1 } type
        && type.ContainingNamespace.ToDisplayString() == "PluginAL.Abstractions" ? type.TypeArguments[0] as INamedTypeSymbol : null;

    private RecordParseResult Parse()
    {
        if (CheckType())
        {
            var path = ImmutableStack.Create<ITypeSymbol>(_root);
            if (ParseObject(_root, "", path) is var (features, content) && content is not null)
            {
                var model = Complete(features, content);
                return new(_problems.Exists(problem => problem.IsError) ? null : model, _problems);
            }
        }

        return new(null, _problems);
    }

    private bool CheckType()
    {
        if (_compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 } old)
        {
            Report(RecordRules.TooOld, _root, $"C# {old.LanguageVersion.ToDisplayString()}", "C# 12");
        }
        else if (_compilation.GetTypeByMetadataName("System.IUtf8SpanParsable`1") is null)
        {
            Report(RecordRules.TooOld, _root, "a runtime before .NET 8", ".NET 8");
        }

        var what = _root switch
        {
            { IsStatic: true } => "static",
            { TypeKind: TypeKind.Interface } => "an interface",
            { IsAbstract: true } => "abstract",
            { IsRefLikeType: true } => "a ref struct",
            _ => null,
        };
        if (what is not null)
        {
            Report(RecordRules.NotConcrete, _root, _root.Name, what);
        }

        for (var type = _root; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal || type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                Report(RecordRules.Inaccessible, _root, _root.Name, type.IsFileLocal ? "file-local" : "private");
                break;
            }
        }

        return !_problems.Exists(problem => problem.IsError);
    }

    private RecordModel Complete(List<(Feature Feature, Member Member)> parsed, ObjectModel content)
    {
        var size = default(Layout);
        var features = InOrder(parsed).Select(feature => feature.Place(ref size)).ToArray();
        if (features.Length == 0)
        {
            Report(RecordRules.NoFeature, _root, _root.Name);
        }

        CheckNames(features, parsed);
        if (features.Sum(feature => (long)feature.Width) is var width && width > RecordModel.MaxWidth)
        {
            Report(RecordRules.Width, _root, _root.Name, width, RecordModel.MaxWidth);
        }

        var isOwn = SymbolEqualityComparer.Default.Equals(_root.ContainingAssembly, _compilation.Assembly);
        var space = _root.ContainingNamespace is { IsGlobalNamespace: false } named
            ? named.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)) : "";
        var prefix = TypeNaming.Prefix(_root);
        var (parameters, constraints) = TypeNaming.Parameters(_root);
        return new(
            space, _root.Code(), TypeNaming.Display(_root), prefix, TypeNaming.Hint(space, prefix, _root), parameters, constraints,
            isOwn && TypeNaming.IsPublic(_root), _options.Named("IgnoreCase", false), new(_options.NamedTexts("MissingValues") ?? ["?"]),
            new(features), size, _label, _id, content);
    }

    private IEnumerable<Feature> InOrder(List<(Feature Feature, Member Member)> parsed)
    {
        var ordered = parsed.Where(one => one.Feature.Order >= 0).OrderBy(one => one.Feature.Order).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (ordered[i].Feature.Order != i)
            {
                Report(RecordRules.Order, ordered[i].Member.Symbol, ordered[i].Member.Name, ordered[i].Feature.Order, i);
                break;
            }
        }

        return ordered.Concat(parsed.Where(one => one.Feature.Order < 0)).Select(one => one.Feature);
    }

    private void CheckNames(Feature[] features, List<(Feature Feature, Member Member)> parsed)
    {
        var seen = new Dictionary<string, string>(_options.Named("IgnoreCase", false) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (feature, member) in parsed)
        {
            foreach (var name in feature.Groups.Select(group => group.Name))
            {
                if (seen.TryGetValue(name, out var first))
                {
                    Report(RecordRules.DuplicateColumn, member.Symbol, name, first, member.Name);
                }
                else
                {
                    seen.Add(name, member.Name);
                }
            }
        }
    }

    private void Report(string id, ISymbol symbol, params object[] arguments) => _problems.Add(new(id, LocationOf(symbol), arguments));

    // In source where the symbol is; else where the assembly names the type.
    private Location LocationOf(ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(location => location.IsInSource)
        ?? _root.Locations.FirstOrDefault(location => location.IsInSource)
        ?? _options?.ApplicationSyntaxReference?.GetSyntax(_cancellation).GetLocation()
        ?? Location.None;
}
