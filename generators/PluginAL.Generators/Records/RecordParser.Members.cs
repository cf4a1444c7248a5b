using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Records;

/// <summary>What a member is: ignored, label, identifier, or a feature.</summary>
internal sealed partial class RecordParser
{
    private static readonly string[] Encodings = ["Category", "Hashed", "Vector", "Nested", "EncodeWith", "Time", "Standardised", "Scaled", "MinMax"];

    private static readonly string[] Scales = ["Standardised", "Scaled", "MinMax"];

    private string? _labelMember;
    private string? _idMember;

    private (Feature? Feature, ValueModel? Value) ParseMember(Member member, string prefix, ImmutableStack<ITypeSymbol> path)
    {
        var name = NameOf(member);
        var (type, isNullable) = member.Type.Unwrap();
        if (member.Has("Ignore"))
        {
            foreach (var other in Encodings.Concat(["Feature", "Label", "Id", "Missing"]).Where(member.Has))
            {
                Report(RecordRules.Contradiction, member.Symbol, member.Name, "Ignore", other);
            }

            if (string.IsNullOrWhiteSpace(member["Ignore"].Named("Reason", "")))
            {
                Report(RecordRules.NoReason, member.Symbol, member.Name);
            }

            return (null, ValueOf(member, name, prefix, type, isNullable, isOptional: true, 0));
        }

        if (!member.IsStored && member.AttributeCount == 0)
        {
            Report(RecordRules.NoPart, member.Symbol, member.Name);
            return (null, null);
        }

        if (!member.IsStored && !member.Has("Label") && !member.Has("Id"))
        {
            Report(RecordRules.Computed, member.Symbol, member.Name);
        }

        if (member.Has("Label") || member.Has("Id"))
        {
            return ParseRole(member, name, prefix, type, isNullable, path);
        }

        return ParseFeature(member, name, prefix, type, isNullable, path);
    }

    private (Feature? Feature, ValueModel? Value) ParseRole(
        Member member, string name, string prefix, ITypeSymbol type, bool isNullable, ImmutableStack<ITypeSymbol> path)
    {
        var role = member.Has("Label") ? "Label" : "Id";
        foreach (var other in Encodings.Concat(["Missing", role == "Label" ? "Id" : "Feature"]).Where(member.Has))
        {
            if (!member.Has("Feature") || role == "Id")
            {
                Report(RecordRules.Contradiction, member.Symbol, member.Name, role, other);
            }
        }

        var isEnum = type.TypeKind == TypeKind.Enum;
        var fits = role == "Label"
            ? isEnum || type.IsNumber() || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String
            : type.IsInteger() || type.SpecialType == SpecialType.System_String || type.IsSystem("Guid");
        if (!fits)
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, role, Show(type));
            return (null, null);
        }

        // Within a nested record they play no part in the outer one.
        if (prefix.Length == 0)
        {
            ref var taken = ref _labelMember;
            if (role == "Id")
            {
                taken = ref _idMember;
            }

            if (taken is not null)
            {
                Report(RecordRules.Several, member.Symbol, _root.Name, role, taken, member.Name);
            }

            taken = member.Name;
            if (role == "Id")
            {
                _id = new(member.Identifier, type.SpecialType == SpecialType.System_String, isNullable);
            }
            else
            {
                _label = new(member.Identifier, type.Code(), isNullable, isEnum ? EnumOf((INamedTypeSymbol)type) : null);
            }
        }

        if (role == "Label" && member.Has("Feature"))
        {
            Report(RecordRules.Leak, member.Symbol, member.Name);
            return ParseFeature(member, name, prefix, type, isNullable, path);
        }

        return (null, ValueOf(member, name, prefix, type, isNullable, isOptional: false, 0));
    }

    private (Feature? Feature, ValueModel? Value) ParseFeature(
        Member member, string name, string prefix, ITypeSymbol type, bool isNullable, ImmutableStack<ITypeSymbol> path)
    {
        CheckEncodings(member);
        if (type.IsReferenceType && member.Type.NullableAnnotation == NullableAnnotation.None && type is not ITypeParameterSymbol)
        {
            Report(RecordRules.Oblivious, member.Symbol, member.Name, Show(type));
        }

        if (member.Has("Nested"))
        {
            return ParseNested(member, name, prefix, type, isNullable, path);
        }

        if (Encode(member, prefix + name, type) is not { } feature)
        {
            return (null, ValueOf(member, name, prefix, type, isNullable, isOptional: true, 0));
        }

        feature = WithMissing(feature, member, type, isNullable) with { Order = prefix.Length == 0 ? member["Feature"].Named("Order", -1) : -1 };
        var value = ValueOf(member, name, prefix, type, isNullable, feature.NanType.Length > 0, (feature as VectorFeature)?.Length ?? 0);
        if (value.Kind == ValueKind.None && member.IsStored)
        {
            Report(RecordRules.Unsupported, member.Symbol, member.Name, Show(type));
        }

        return (feature, value);
    }

    private (Feature? Feature, ValueModel? Value) ParseNested(
        Member member, string name, string prefix, ITypeSymbol type, bool isNullable, ImmutableStack<ITypeSymbol> path)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } nested)
        {
            Report(RecordRules.Unsupported, member.Symbol, member.Name, Show(type));
            return (null, null);
        }

        if (path.Contains(nested, SymbolEqualityComparer.Default))
        {
            Report(RecordRules.Cycle, member.Symbol, member.Name, Show(type));
            return (null, null);
        }

        if (!Member.AttributesOf(nested).ContainsKey("PoolRecord")
            && !_compilation.Assembly.GetAttributes().Any(one => SymbolEqualityComparer.Default.Equals(TypeNamedBy(one), nested)))
        {
            Report(RecordRules.NoAdapter, member.Symbol, member.Name, Show(type), nested.ContainingAssembly?.Name ?? "");
            return (null, null);
        }

        var (features, content) = ParseObject(nested, $"{prefix}{name}.", path.Push(nested));
        if (content is null)
        {
            return (null, null);
        }

        Feature feature = new NestedFeature(prefix + name, member.Identifier, path.Count(), new([.. features.Select(one => one.Feature)]));
        feature = WithMissing(feature, member, type, isNullable) with { Order = prefix.Length == 0 ? member["Feature"].Named("Order", -1) : -1 };
        return (feature, new(member.Identifier, name, prefix + name, ValueKind.Nested, type.Code())
        {
            IsReference = type.IsReferenceType,
            IsNullable = isNullable,
            IsRequired = !isNullable,
            Nested = content,
        });
    }

    // One way to encode a member; a time may have a scale as well.
    private void CheckEncodings(Member member)
    {
        var found = Encodings.Where(member.Has).ToList();
        for (var i = 1; i < found.Count; i++)
        {
            if (!(found[0] == "Time" && i == 1 && Scales.Contains(found[i])))
            {
                Report(RecordRules.Contradiction, member.Symbol, member.Name, found[0], found[i]);
            }
        }
    }

    private Feature WithMissing(Feature feature, Member member, ITypeSymbol type, bool isNullable)
    {
        var canBeNan = type.IsFloat();
        if (member["Missing"] is not { } attribute)
        {
            if (isNullable)
            {
                Report(RecordRules.NoMissingPolicy, member.Symbol, member.Name, Show(member.Type));
            }

            return feature;
        }

        if (!isNullable && !canBeNan)
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, "Missing", $"{Show(type)}, which is never missing");
        }

        var constant = attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0] is { Type.TypeKind: not TypeKind.Enum } argument
            ? argument.Value : null;
        var missing = constant is not null ? Missing.Constant : (Missing)(attribute.Positional(0, 0) + 1);
        var replacement = "";
        if (missing == Missing.Constant)
        {
            replacement = Replacement(feature, constant, type) ?? "";
            if (replacement.Length == 0)
            {
                Report(RecordRules.Contradiction, member.Symbol, member.Name, $"Missing({constant ?? "Constant"})", Show(type));
            }
        }
        else if (missing == Missing.Mean && feature is not NumberFeature)
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, "Missing(Mean)", Show(type));
        }

        return feature with { IsNullable = isNullable, NanType = canBeNan && feature is NumberFeature ? type.Code() : "", Missing = missing, Constant = replacement };
    }

    // The stated value in C#; null where it is none of the type.
    private static string? Replacement(Feature feature, object? constant, ITypeSymbol type) => (feature, constant) switch
    {
        (NumberFeature { Type: "bool" }, double number) => number is 0 or 1 ? number == 1 ? "true" : "false" : null,
        (NumberFeature, double number) => double.IsNaN(number) || double.IsInfinity(number) ? null : Names.Double(number),
        (CategoryFeature or HashedFeature or TextFeature, string text) when type.SpecialType == SpecialType.System_String => Names.Literal(text),
        (CategoryFeature or HashedFeature, double number) when type.IsInteger() && number == Math.Floor(number) =>
            $"({type.Code()})({number.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)})",
        (EnumFeature { Enum: var values }, string text) => values.Values.FirstOrDefault(value => value.Name == text) is { } value
            ? $"{values.Type}.{value.Identifier}" : null,
        _ => null,
    };

    private string NameOf(Member member)
    {
        foreach (var attribute in new[] { "Feature", "Label", "Id" })
        {
            if (member[attribute].Named("Name", "") is { Length: > 0 } name)
            {
                return name;
            }
        }

        return _naming switch
        {
            RecordNaming.CamelCase => Names.Camel(member.Name),
            RecordNaming.SnakeCase => Names.Snake(member.Name),
            _ => member.Name,
        };
    }

    private static string Show(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
