using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginAL.Generators.Records;

/// <summary>Members, and how an object is made of them.</summary>
internal sealed partial class RecordParser
{
    private (List<(Feature Feature, Member Member)> Features, ObjectModel? Content) ParseObject(
        INamedTypeSymbol type, string prefix, ImmutableStack<ITypeSymbol> path)
    {
        var features = new List<(Feature, Member)>();
        var values = new List<(Member Member, ValueModel Value)>();
        foreach (var member in MembersOf(type))
        {
            _cancellation.ThrowIfCancellationRequested();
            var start = _problems.Count;
            var (feature, value) = ParseMember(member, prefix, path);
            if (feature is not null && !_problems.Skip(start).Any(problem => problem.IsError))
            {
                features.Add((feature, member));
            }

            if (value is not null && member.IsStored)
            {
                values.Add((member, value));
            }
        }

        if (Constructor(type, values) is not { } constructor)
        {
            // A member with an error is no value, so its constructor's parameter is none either.
            if (!_problems.Exists(problem => problem.IsError))
            {
                Report(RecordRules.NotConcrete, type, type.Name, "without a usable constructor");
            }

            return (features, null);
        }

        var arguments = new List<int>();
        foreach (var parameter in constructor.Parameters)
        {
            var place = values.FindIndex(one => Matches(one.Member, parameter));
            var (member, value) = values[place];
            values[place] = (member, parameter.HasExplicitDefaultValue
                ? value with { IsRequired = false, Default = DefaultOf(parameter) }
                : value);
            arguments.Add(place);
        }

        var used = new List<ValueModel>();
        var places = new Dictionary<int, int>();
        for (var i = 0; i < values.Count; i++)
        {
            var (member, value) = values[i];
            var isArgument = arguments.Contains(i);
            var assigned = member.IsAssignable && (!isArgument || IsRequiredMember(member)) && value.Kind != ValueKind.None;
            if (isArgument || assigned || (IsRequiredMember(member) && member.IsAssignable))
            {
                places.Add(i, used.Count);
                used.Add(value with { IsAssigned = assigned || (IsRequiredMember(member) && member.IsAssignable) });
            }
        }

        return (features, new(type.Code(), new([.. used]), new([.. arguments.Select(place => places[place])])));
    }

    // Public instance properties and fields, those of base types first, an override in the place of what it overrides; and whatever else
    // carries an attribute of ours, to be reported.
    private List<Member> MembersOf(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (var one = type; one is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; one = one.BaseType)
        {
            chain.Push(one);
        }

        var members = new List<Member>();
        foreach (var one in chain)
        {
            foreach (var symbol in one.GetMembers())
            {
                if (symbol is not (IPropertySymbol { ExplicitInterfaceImplementations.Length: 0 } or IFieldSymbol { AssociatedSymbol: null, IsConst: false }))
                {
                    continue;
                }

                var parameter = one.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
                    .FirstOrDefault(found => found.Name == symbol.Name && Member.AttributesOf(found).Count > 0);
                var attributes = Member.AttributesOf(parameter, symbol);
                if (Unreadable(symbol) is { } why)
                {
                    if (attributes.Count > 0 && !attributes.ContainsKey("Ignore"))
                    {
                        Report(RecordRules.NotReadable, symbol, symbol.Name, why);
                    }
                    else if (why == "without a getter" && attributes.Count == 0)
                    {
                        Report(RecordRules.NoPart, symbol, symbol.Name);
                    }

                    continue;
                }

                var member = new Member(symbol, attributes, IsStored(symbol, type));
                var same = members.FindIndex(found => found.Name == symbol.Name);
                if (same >= 0)
                {
                    members[same] = member;
                }
                else
                {
                    members.Add(member);
                }
            }
        }

        return members;
    }

    private static string? Unreadable(ISymbol symbol) => symbol switch
    {
        { IsStatic: true } => "static",
        IPropertySymbol { IsIndexer: true } => "an indexer",
        { DeclaredAccessibility: not Accessibility.Public } => "not public",
        IPropertySymbol { GetMethod: null } => "without a getter",
        IPropertySymbol { GetMethod.DeclaredAccessibility: not Accessibility.Public } => "without a public getter",
        _ => null,
    };

    // A property that has a setter, a field behind it, or a constructor's parameter in front of it.
    private static bool IsStored(ISymbol symbol, INamedTypeSymbol type) =>
        symbol is IFieldSymbol or IPropertySymbol { SetMethod: not null }
        || symbol.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, symbol))
        || (!symbol.Locations.Any(location => location.IsInSource) && type.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Any(parameter => string.Equals(parameter.Name, symbol.Name, StringComparison.OrdinalIgnoreCase))));

    // The constructor with the most parameters, all of which are members.
    private IMethodSymbol? Constructor(INamedTypeSymbol type, List<(Member Member, ValueModel Value)> values) => type.InstanceConstructors
        .Where(constructor => _compilation.IsSymbolAccessibleWithin(constructor, _compilation.Assembly)
            && !(constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type))
            && constructor.Parameters.All(parameter => parameter.RefKind is RefKind.None or RefKind.In
                && values.Exists(value => Matches(value.Member, parameter))))
        .OrderByDescending(constructor => constructor.Parameters.Length).FirstOrDefault();

    private static bool Matches(Member member, IParameterSymbol parameter) =>
        string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type);

    private static bool IsRequiredMember(Member member) => member.Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static string DefaultOf(IParameterSymbol parameter) => parameter.ExplicitDefaultValue switch
    {
        null => "default!",
        var value when parameter.Type.Unwrap().Type is { TypeKind: TypeKind.Enum } type =>
            $"({type.Code()})({Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)})",
        double value => double.IsNaN(value) ? "double.NaN" : Names.Double(value),
        float value => float.IsNaN(value) ? "float.NaN" : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "f",
        decimal value => value.ToString(System.Globalization.CultureInfo.InvariantCulture) + "m",
        var value => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
    };

    // How a value stands in files; the type is without null.
    private ValueModel ValueOf(Member member, string name, string prefix, ITypeSymbol type, bool isNullable, bool isOptional, int length)
    {
        var vector = type.Vector();
        var kind = type switch
        {
            _ when type.IsNumber() => ValueKind.Number,
            { SpecialType: SpecialType.System_Boolean } => ValueKind.Bool,
            { SpecialType: SpecialType.System_String } => ValueKind.String,
            { TypeKind: TypeKind.Enum } => ValueKind.Enum,
            _ when vector is { } found && (length > 0 || found.Length > 0) => found.Kind,
            _ when type.IsText() => ValueKind.Text,
            _ => ValueKind.None,
        };
        return new(member.Identifier, name, prefix + name, kind, type.Code())
        {
            IsReference = type.IsReferenceType,
            IsNullable = isNullable,
            IsRequired = !isNullable && !isOptional && kind != ValueKind.None,
            Default = isOptional && !isNullable && type.IsFloat() ? $"{type.Code()}.NaN" : "default!",
            Enum = kind == ValueKind.Enum ? EnumOf((INamedTypeSymbol)type) : null,
            Element = vector?.Element ?? "",
            Length = vector is { Length: > 0 } ? vector.Value.Length : length,
        };
    }

    private EnumModel EnumOf(INamedTypeSymbol type)
    {
        if (_enums.TryGetValue(type, out var known))
        {
            return known;
        }

        var values = new List<EnumValue>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue))
        {
            var number = Convert.ToDecimal(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture);
            if (!values.Exists(value => value.Number == number))
            {
                var attributes = Member.AttributesOf(field);
                attributes.TryGetValue("Feature", out var naming);
                values.Add(new(Names.Identifier(field.Name), naming.Named("Name", field.Name), number));
            }
        }

        var isFlags = type.GetAttributes().Any(one => one.AttributeClass?.ToDisplayString() == "System.FlagsAttribute");
        var model = new EnumModel(type.Code(), $"{type.Name}{_enums.Count}", isFlags, new([.. values]));
        _enums.Add(type, model);
        return model;
    }
}
