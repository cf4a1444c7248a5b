using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Plugins;

/// <summary>Reads a class with [Strategy], [Learner] and the like: a model for the emitter, problems for the analyzer.</summary>
internal static class PluginParser
{
    /// <param name="type">The class.</param>
    /// <param name="byHand">Whether the assembly's registration is written by hand: then how the class is made is not looked at.</param>
    /// <param name="compilation">The compilation that the class is part of.</param>
    /// <param name="cancellation">Cancels.</param>
    public static PluginParse Parse(INamedTypeSymbol type, bool byHand, Compilation compilation, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var attributes = type.GetAttributes().Where(attribute => PluginKinds.Of(attribute) is not null).ToList();
        if (attributes.Count > 1)
        {
            problems.Add(new Problem(PluginRules.SeveralKinds, At(attributes[1]), type.Name, PluginKinds.Of(attributes[0])!.Name, PluginKinds.Of(attributes[1])!.Name));
        }

        if (attributes.Count != 1)
        {
            return new PluginParse(null, problems);
        }

        var (attribute, kind, at) = (attributes[0], PluginKinds.Of(attributes[0])!, type.Locations[0]);
        if (!PluginKinds.Implements(type, kind.Contract))
        {
            problems.Add(new Problem(PluginRules.Contract, at, type.Name, kind.Name, kind.Contract) { Fix = kind.Contract });
        }

        var name = attribute.ConstructorArguments.FirstOrDefault().Value as string;
        if (name is not null && !Words.IsName(name))
        {
            var better = Words.Kebab(name) is { Length: > 0 } kebab && Words.IsName(kebab) ? kebab : Words.Kebab(type.Name);
            problems.Add(new Problem(PluginRules.Name, AtFirstArgument(attribute), name, kind.Word, better) { Fix = better });
        }

        if (kind.Name == "Strategy")
        {
            StrategyNeeds.Check(type, attribute, problems);
        }

        if (byHand)
        {
            return new PluginParse(null, problems);
        }

        OptionsModel? options = null;
        if (CanBeMade(type, kind, at, problems))
        {
            var (constructor, taken) = FindConstructor(type, kind, at, problems, compilation);
            if (taken is not null)
            {
                options = OptionsParser.Parse(taken, type, constructor!.Locations.FirstOrDefault(place => place.IsInSource) ?? at, problems, compilation, cancellation);
            }
        }

        return problems.Any(problem => problem.Rule.DefaultSeverity == DiagnosticSeverity.Error) || name is null
            ? new PluginParse(null, problems)
            : new PluginParse(new PluginModel(kind.Name, name, Display.Full(type), Display.Namespace(type), options), problems);
    }

    private static bool CanBeMade(INamedTypeSymbol type, PluginKind kind, Location at, List<Problem> problems)
    {
        var what = type.IsStatic ? "static" : type.IsAbstract ? "abstract" : Display.Outwards(type).Any(outer => outer.IsGenericType) ? "generic" : null;
        if (what is not null)
        {
            problems.Add(new Problem(PluginRules.CannotBeMade, at, type.Name, kind.Word, what));
        }

        var hidden = Display.Outwards(type).FirstOrDefault(outer => outer.IsFileLocal || !Display.IsSeenInAssembly(outer));
        if (hidden is not null)
        {
            var how = hidden.IsFileLocal ? "local to its file" : SymbolEqualityComparer.Default.Equals(hidden, type) ? "private or protected" : $"inside {hidden.Name}, which is private or protected";
            problems.Add(new Problem(PluginRules.Inaccessible, at, type.Name, kind.Word, how));
        }

        return what is null && hidden is null;
    }

    private static (IMethodSymbol? Constructor, INamedTypeSymbol? Options) FindConstructor(
        INamedTypeSymbol type, PluginKind kind, Location at, List<Problem> problems, Compilation compilation)
    {
        var all = type.InstanceConstructors
            .Where(constructor => constructor.Parameters is not [var only] || !SymbolEqualityComparer.Default.Equals(only.Type, type))
            .ToList();
        var seen = all.Where(Display.IsSeenInAssembly).ToList();
        var taking = seen.Where(constructor => constructor.Parameters is [{ RefKind: RefKind.None, Type: INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } }]).ToList();
        var empty = seen.FirstOrDefault(constructor => constructor.Parameters.IsEmpty);

        // One that can be made is options; something else, such as a reader, only where nothing better is there.
        var fitting = taking.Where(constructor => OptionsParser.WhyNot(OptionsOf(constructor), compilation) is null).ToList();
        if (fitting.Count == 1)
        {
            return (fitting[0], OptionsOf(fitting[0]));
        }

        if (fitting.Count == 0 && empty is not null)
        {
            return (empty, null);
        }

        if (fitting.Count == 0 && taking.Count == 1)
        {
            return (taking[0], OptionsOf(taking[0]));
        }

        var has = fitting.Count > 1 ? $"several constructors with one parameter ({string.Join(", ", fitting.Select(OptionsOf).Select(options => options.Name))})"
            : seen.Count == 0 ? "no public or internal constructor"
            : $"a constructor with other parameters ({string.Join(", ", seen[0].Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))})";
        problems.Add(new Problem(PluginRules.NoConstructor, at, type.Name, kind.Word, has));
        return default;
    }

    private static INamedTypeSymbol OptionsOf(IMethodSymbol constructor) => (INamedTypeSymbol)constructor.Parameters[0].Type;

    private static Location At(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None;

    private static Location AtFirstArgument(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: [var first, ..] } ? first.GetLocation() : At(attribute);
}
