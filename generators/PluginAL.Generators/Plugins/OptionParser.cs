using System.Globalization;
using Microsoft.CodeAnalysis;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Plugins;

/// <summary>Reads one property of an options type.</summary>
internal static class OptionParser
{
    public static OptionModel? Parse(IPropertySymbol property, Location at, List<Problem> problems, Compilation compilation, CancellationToken cancellation)
    {
        var type = property.Type;
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        if (KindOf(type) is not { } kind)
        {
            problems.Add(new Problem(PluginRules.OptionType, at, property.Name, Say(type)));
            return null;
        }

        var model = new OptionModel(property.Name, WordOf(property), kind, Display.Full(type))
        {
            IsNullable = isNullable,
            Description = DocText.Summary(property, cancellation),
        };
        if (kind == OptionKind.Choice)
        {
            var fields = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.IsConst).ToList();
            var members = fields.ConvertAll(field => field.Name);
            var words = fields.ConvertAll(WordOf);
            for (var i = 0; i < words.Count; i++)
            {
                if (words.IndexOf(words[i]) is var first && first < i)
                {
                    problems.Add(new Problem(PluginRules.SameWord, at, members[first], members[i], type.Name, words[i]));
                }
            }

            model = model with { Words = new([.. words]), Members = new([.. members]) };
        }

        var constraints = Constraints.Read(property, type, kind, at, problems);
        if (constraints is null)
        {
            return model;
        }

        model = model with
        {
            Minimum = constraints.Minimum,
            Maximum = constraints.Maximum,
            Words = constraints.Words.Count > 0 ? constraints.Words : model.Words,
        };
        return DefaultValue.Of(property, compilation, cancellation) is { } found ? WithDefault(model, type, found.Value, constraints, at, problems) : model;
    }

    private static OptionModel WithDefault(OptionModel model, ITypeSymbol type, object? value, Constraints constraints, Location at, List<Problem> problems)
    {
        if (value is null)
        {
            return model.IsNullable ? model with { Default = "null" } : model;
        }

        string? json = null, wrong = null;
        switch (model.Kind)
        {
            case OptionKind.Flag:
                json = (bool)value ? "true" : "false";
                break;
            case OptionKind.Number:
                // A float's text is its own shortest, not that of the double nearest to it.
                json = value is float single ? single.ToString("R", CultureInfo.InvariantCulture) : Constraints.Text(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                wrong = constraints.WhyNot(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case OptionKind.Integer:
                json = Convert.ToString(value, CultureInfo.InvariantCulture);
                wrong = constraints.WhyNot(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case OptionKind.Text:
                json = Json.Quote((string)value);
                wrong = model.Words.Count == 0 || model.Words.Contains((string)value) ? null : $"the values allowed are {string.Join(", ", model.Words)}";
                break;
            case OptionKind.Choice:
                var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.IsConst && Equals(field.ConstantValue, value));
                json = member is null ? null : Json.Quote(WordOf(member));
                wrong = member is null ? $"{type.Name} has no such member" : null;
                break;
        }

        if (wrong is not null)
        {
            problems.Add(new Problem(PluginRules.DefaultNotAllowed, at, model.Property, Convert.ToString(value, CultureInfo.InvariantCulture), wrong));
        }

        return model with { Default = json };
    }

    // Its own name for JSON, where it has one: MinMax may have to stay "minmax".
    private static string WordOf(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString()
            is "System.Text.Json.Serialization.JsonPropertyNameAttribute" or "System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute")
            ?.ConstructorArguments.FirstOrDefault().Value as string ?? Words.Kebab(symbol.Name);

    private static OptionKind? KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double or SpecialType.System_Single => OptionKind.Number,
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
            or SpecialType.System_UInt32 or SpecialType.System_Int64 => OptionKind.Integer,
        SpecialType.System_Boolean => OptionKind.Flag,
        SpecialType.System_String => OptionKind.Text,
        _ => type.TypeKind == TypeKind.Enum && !HasFlags(type) ? OptionKind.Choice : null,
    };

    private static bool HasFlags(ITypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "System.FlagsAttribute");

    private static string Say(ITypeSymbol type) => type.TypeKind == TypeKind.Enum ? $"the [Flags] enum {Display.Short(type)}" : $"of type {Display.Short(type)}";
}
