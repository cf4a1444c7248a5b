using System.Globalization;
using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Records;

/// <summary>How a member of a type, with its attributes, becomes columns.</summary>
internal sealed partial class RecordParser
{
    // TimeParts of the contracts.
    private const int TimeOfDay = 1, DayOfWeek = 2, DayOfMonth = 4, DayOfYear = 8, Elapsed = 16;

    private Feature? Encode(Member member, string name, ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol)
        {
            Report(RecordRules.OpenGeneric, member.Symbol, member.Name, _root.Name, type.Name);
            return null;
        }

        if (member["EncodeWith"] is { } encoder)
        {
            return Custom(member, name, type, encoder);
        }

        if (type.Vector() is { } vector)
        {
            return Fits(member, type, "Vector") ? Vector(member, name, type, vector) : null;
        }

        if (member["Hashed"] is { } hashed)
        {
            return Hashed(member, name, type, hashed);
        }

        if (member["Category"] is { } category && type.TypeKind != TypeKind.Enum)
        {
            return Category(member, name, type, category);
        }

        if (type.IsNumber() || type.SpecialType == SpecialType.System_Boolean)
        {
            return Fits(member, type, Scales) ? new NumberFeature(name, member.Identifier, type.Code(), ScaleOf(member, type)) : null;
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return Fits(member, type, "Category") ? Enum(member, name, (INamedTypeSymbol)type) : null;
        }

        if (type.TimeName() is { } time)
        {
            return Fits(member, type, ["Time", .. Scales]) ? Time(member, name, time) : null;
        }

        if (!Fits(member, type))
        {
            return null;
        }

        var rule = type.SpecialType is SpecialType.System_String or SpecialType.System_Char || type.IsSystem("Guid")
            ? RecordRules.NoEncoding : RecordRules.Unsupported;
        Report(rule, member.Symbol, member.Name, Show(type));
        return null;
    }

    // Whether no attribute asks for what the type cannot be.
    private bool Fits(Member member, ITypeSymbol type, params string[] allowed)
    {
        var wrong = Encodings.Where(one => member.Has(one) && !allowed.Contains(one)).ToList();
        foreach (var one in wrong)
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, one, Show(type));
        }

        return wrong.Count == 0;
    }

    private Scale ScaleOf(Member member, ITypeSymbol type)
    {
        var scale = Scaling(member, type.SpecialType == SpecialType.System_Boolean ? Scale.None : Scale.Learned);
        if (scale.IsNone && type.IsWide())
        {
            Report(RecordRules.Narrowing, member.Symbol, member.Name, Show(type));
        }

        return scale;
    }

    private Scale Scaling(Member member, Scale otherwise)
    {
        if (member["Scaled"] is { } scaled)
        {
            var (mean, deviation) = (scaled.Positional(0, double.NaN), scaled.Positional(1, double.NaN));
            CheckScale(member, IsFinite(mean) && IsFinite(deviation) && deviation > 0, $"mean {Names.Number(mean)} and deviation {Names.Number(deviation)}");
            return new(false, mean, deviation);
        }

        if (member["MinMax"] is { } range)
        {
            var (min, max) = (range.Positional(0, double.NaN), range.Positional(1, double.NaN));
            CheckScale(member, IsFinite(min) && IsFinite(max) && min < max, $"min {Names.Number(min)} and max {Names.Number(max)}");
            return new(false, min, max - min);
        }

        return member.Has("Standardised") ? Scale.Learned : otherwise;
    }

    private void CheckScale(Member member, bool isValid, string found)
    {
        if (!isValid)
        {
            Report(RecordRules.Scale, member.Symbol, member.Name, found);
        }
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private EnumFeature? Enum(Member member, string name, INamedTypeSymbol type)
    {
        var model = EnumOf(type);
        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).ToList();
        foreach (var alias in fields.Where(field => !model.Values.Any(value => value.Identifier == Names.Identifier(field.Name))))
        {
            var number = Convert.ToDecimal(alias.ConstantValue, CultureInfo.InvariantCulture);
            Report(RecordRules.Alias, member.Symbol, member.Name, type.Name, alias.Name, model.Values.First(value => value.Number == number).Identifier);
        }

        if (model.IsFlags && member.Has("Category"))
        {
            Report(RecordRules.FlagsAsOneHot, member.Symbol, member.Name, type.Name);
        }

        var feature = new EnumFeature(name, member.Identifier, model, model.IsFlags && !member.Has("Category"));
        return CheckWidth(member, feature.Columns) ? feature : null;
    }

    private Feature? Category(Member member, string name, ITypeSymbol type, AttributeData attribute)
    {
        if (type.SpecialType is not (SpecialType.System_String or SpecialType.System_Char) && !type.IsInteger())
        {
            Report(RecordRules.NotFinite, member.Symbol, member.Name, Show(type));
            return null;
        }

        var values = attribute.Texts();
        if (attribute.AttributeConstructor is { Parameters.Length: 1 })
        {
            var twice = values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
            var foreign = values.FirstOrDefault(value => !IsLiteral(value, type));
            var wrong = values.Length == 0 ? "has no value" : twice is not null ? $"holds '{twice.Key}' twice"
                : foreign is not null ? $"holds '{foreign}', which is no {Show(type)}" : null;
            if (wrong is not null)
            {
                Report(RecordRules.Vocabulary, member.Symbol, member.Name, wrong);
                return null;
            }
        }

        var capacity = attribute.Named("Capacity", 32);
        return CheckWidth(member, capacity) ? new CategoryFeature(name, member.Identifier, type.Code(), capacity, new(values)) : null;
    }

    // A stated value has to be written in the code as a constant of the type.
    private static bool IsLiteral(string value, ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => true,
        SpecialType.System_Char => value.Length == 1,
        SpecialType.System_SByte => sbyte.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        SpecialType.System_Byte => byte.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        SpecialType.System_Int16 => short.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        SpecialType.System_UInt16 => ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        SpecialType.System_Int32 => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        SpecialType.System_UInt32 => uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        SpecialType.System_Int64 => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        SpecialType.System_UInt64 => ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private Feature? Hashed(Member member, string name, ITypeSymbol type, AttributeData attribute)
    {
        var isText = type.SpecialType == SpecialType.System_String;
        var (buckets, ngrams, cardinality) = (attribute.Positional(0, 0), attribute.Named("NGrams", 0), attribute.Named("Cardinality", 0));
        if (!isText && !(type.IsInteger() || type.SpecialType == SpecialType.System_Char || type.IsSystem("Guid")))
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, "Hashed", Show(type));
            return null;
        }

        if (ngrams is < 0 or > 8 || (ngrams > 0 && !isText))
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, $"Hashed(NGrams = {ngrams})", isText ? "1 to 8 tokens" : Show(type));
            return null;
        }

        if (buckets > 0 && cardinality > buckets)
        {
            Report(RecordRules.FewBuckets, member.Symbol, member.Name, buckets, cardinality);
        }

        return !CheckWidth(member, buckets) ? null
            : ngrams == 0 ? new HashedFeature(name, member.Identifier, buckets)
            : new TextFeature(name, member.Identifier, buckets, ngrams, attribute.Named("Characters", false), attribute.Named("MatchCase", false));
    }

    private VectorFeature? Vector(Member member, string name, ITypeSymbol type, (ValueKind Kind, string Element, int Length) vector)
    {
        var stated = member["Vector"];
        if (stated is null && vector.Length == 0)
        {
            Report(RecordRules.NoLength, member.Symbol, member.Name, Show(type));
            return null;
        }

        if (stated is not null && vector.Length > 0 && stated.Positional(0, 0) != vector.Length)
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, $"Vector({stated.Positional(0, 0)})", $"{Show(type)} of length {vector.Length}");
        }

        var length = vector.Length > 0 ? vector.Length : stated!.Positional(0, 0);
        if (vector.Element == "double")
        {
            Report(RecordRules.Narrowing, member.Symbol, member.Name, Show(type));
        }

        return CheckWidth(member, length) ? new(name, member.Identifier, vector.Element, length, vector.Kind == ValueKind.Memory) : null;
    }

    private TimeFeature? Time(Member member, string name, string time)
    {
        var allowed = time switch
        {
            "TimeOnly" => TimeOfDay,
            "TimeSpan" => Elapsed,
            "DateOnly" => DayOfWeek | DayOfMonth | DayOfYear | Elapsed,
            _ => TimeOfDay | DayOfWeek | DayOfMonth | DayOfYear | Elapsed,
        };
        var parts = member["Time"] is { } attribute ? attribute.Positional(0, 0) : 0;
        parts = parts == 0 ? allowed & ~DayOfMonth : parts;
        if ((parts & ~allowed) != 0)
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, "Time", $"parts that {time} does not have");
            return null;
        }

        if ((parts & Elapsed) == 0 && Scales.FirstOrDefault(member.Has) is { } scale)
        {
            Report(RecordRules.Contradiction, member.Symbol, member.Name, scale, "Time without Elapsed");
            return null;
        }

        var kind = member["Time"].Named("Kind", 0) switch { 1 => "Utc", 2 => "Local", _ => "Unspecified" };
        if (time == "DateTime" && kind == "Unspecified")
        {
            Report(RecordRules.NoKind, member.Symbol, member.Name);
        }

        var cycles = new[] { (TimeOfDay, "Day"), (DayOfWeek, "Week"), (DayOfMonth, "Month"), (DayOfYear, "Year") };
        return new(
            name, member.Identifier, time, time == "DateTime" ? kind : "Unspecified",
            new([.. cycles.Where(cycle => (parts & cycle.Item1) != 0).Select(cycle => cycle.Item2)]),
            (parts & Elapsed) != 0 ? Scaling(member, Scale.Learned) : null);
    }

    private CustomFeature? Custom(Member member, string name, ITypeSymbol type, AttributeData attribute)
    {
        var encoder = (INamedTypeSymbol)attribute.AttributeClass!.TypeArguments[0];
        var implements = encoder.AllInterfaces.Any(one => one is { Name: "IValueEncoder", Arity: 1 }
            && one.ContainingNamespace.ToDisplayString() == "PluginAL.Abstractions"
            && SymbolEqualityComparer.Default.Equals(one.TypeArguments[0], type));
        var width = Constant(encoder, "Width");
        var wrong = !implements ? $"does not implement IValueEncoder<{Show(type)}>"
            : width is null ? "has no 'public const int Width'"
            : encoder.TypeKind == TypeKind.Interface ? "is an interface" : null;
        if (wrong is not null)
        {
            Report(RecordRules.Encoder, member.Symbol, member.Name, Show(encoder), wrong);
            return null;
        }

        return CheckWidth(member, width!.Value)
            ? new(name, member.Identifier, encoder.Code(), encoder.ToDisplayString(), width.Value, Constant(encoder, "Version") ?? 1)
            : null;
    }

    private static int? Constant(INamedTypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(field => field is { HasConstantValue: true, DeclaredAccessibility: Accessibility.Public })
            ?.ConstantValue as int?;

    private bool CheckWidth(Member member, int width)
    {
        if (width is > 0 and <= RecordModel.MaxWidth)
        {
            return true;
        }

        Report(RecordRules.Width, member.Symbol, member.Name, width, RecordModel.MaxWidth);
        return false;
    }
}
