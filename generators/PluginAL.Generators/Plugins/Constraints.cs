using System.Globalization;
using Microsoft.CodeAnalysis;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Plugins;

/// <summary>What [Range] and [AllowedValues] say of one option.</summary>
internal sealed class Constraints
{
    private const string Annotations = "System.ComponentModel.DataAnnotations";

    public Bound? Minimum { get; private set; }

    public Bound? Maximum { get; private set; }

    public EquatableArray<string> Words { get; private set; }

    /// <summary>Reads the attributes; null where they contradict themselves or the type.</summary>
    public static Constraints? Read(IPropertySymbol property, ITypeSymbol type, OptionKind kind, Location at, List<Problem> problems)
    {
        var constraints = new Constraints();
        constraints.SetTypeBounds(type);
        var before = problems.Count(IsError);
        foreach (var attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass is not { } written || !IsValidation(written))
            {
                continue;
            }

            var name = written.Name.EndsWith("Attribute", StringComparison.Ordinal) ? written.Name.Substring(0, written.Name.Length - 9) : written.Name;
            var place = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? at;
            var isOurs = written.ContainingNamespace.ToDisplayString() == Annotations;
            var (wrong, taken) = (isOurs, name) switch
            {
                (true, "Range") => (constraints.SetRange(property, attribute, type, kind, place, problems), true),
                (true, "AllowedValues") => (constraints.SetWords(attribute, kind), true),
                _ => (null, false),
            };
            if (wrong is not null)
            {
                problems.Add(new Problem(PluginRules.Constraint, place, property.Name, name, wrong));
            }
            else if (!taken)
            {
                problems.Add(new Problem(PluginRules.NotChecked, place, property.Name, name));
            }
        }

        return problems.Count(IsError) == before ? constraints : null;
    }

    /// <summary>Why a number is outside; null where it is not.</summary>
    public string? WhyNot(double value)
    {
        bool Below(Bound bound, double x) => bound.IsExclusive ? x <= Parse(bound) : x < Parse(bound);
        bool Above(Bound bound, double x) => bound.IsExclusive ? x >= Parse(bound) : x > Parse(bound);
        return Minimum is not null && Below(Minimum, value) ? $"the least value allowed is {Say(Minimum)}"
            : Maximum is not null && Above(Maximum, value) ? $"the greatest value allowed is {Say(Maximum)}"
            : double.IsNaN(value) || double.IsInfinity(value) ? "options are finite numbers"
            : null;
    }

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Parse(Bound bound) => double.Parse(bound.Value, CultureInfo.InvariantCulture);

    private static string Say(Bound bound) => bound.IsExclusive ? $"beyond {bound.Value}" : bound.Value;

    private static bool IsError(Problem problem) => problem.Rule.DefaultSeverity == DiagnosticSeverity.Error;

    private static bool IsValidation(INamedTypeSymbol attribute)
    {
        for (var type = attribute; type is not null; type = type.BaseType)
        {
            if (type.Name == "ValidationAttribute" && type.ContainingNamespace.ToDisplayString() == Annotations)
            {
                return true;
            }
        }

        return false;
    }

    private string? SetRange(IPropertySymbol property, AttributeData attribute, ITypeSymbol type, OptionKind kind, Location place, List<Problem> problems)
    {
        if (kind is not (OptionKind.Number or OptionKind.Integer))
        {
            return $"has no meaning for {Display.Short(type)}";
        }

        if (attribute.ConstructorArguments is not [{ Value: int or double } first, { Value: int or double } second])
        {
            return "names its bounds as text";
        }

        var (minimum, maximum) = (Convert.ToDouble(first.Value, CultureInfo.InvariantCulture), Convert.ToDouble(second.Value, CultureInfo.InvariantCulture));
        bool Is(string name) => attribute.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is true);
        var (above, below) = (Is("MinimumIsExclusive"), Is("MaximumIsExclusive"));
        var swapped = minimum > maximum;
        bool holds;
        if (kind == OptionKind.Integer)
        {
            // Integers have neighbours: an exclusive bound is the next one.
            var least = above ? Math.Floor(minimum) + 1 : Math.Ceiling(minimum);
            var most = below ? Math.Ceiling(maximum) - 1 : Math.Floor(maximum);
            holds = least <= most && Inside(least, most);
            Minimum = Tighter(Minimum, least, (a, b) => a > b);
            Maximum = Tighter(Maximum, most, (a, b) => a < b);
        }
        else
        {
            holds = minimum < maximum || (minimum == maximum && !above && !below);
            Minimum = double.IsInfinity(minimum) ? Minimum : new Bound(Text(minimum), above);
            Maximum = double.IsInfinity(maximum) ? Maximum : new Bound(Text(maximum), below);
        }

        if (!holds)
        {
            problems.Add(new Problem(PluginRules.RangeEmpty, place, property.Name, Text(minimum), Text(maximum), Display.Short(type)) { Fix = swapped ? "swap" : null });
        }

        return null;
    }

    private string? SetWords(AttributeData attribute, OptionKind kind)
    {
        if (kind != OptionKind.Text)
        {
            return "stands on an option that is no string";
        }

        var values = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } list] ? list.Values : [];
        if (values.Any(value => value.Value is not (string or null)))
        {
            return "lists values that are no texts";
        }

        Words = new([.. values.Select(value => value.Value).OfType<string>()]);
        return Words.Count == 0 ? "lists no value" : null;
    }

    private void SetTypeBounds(ITypeSymbol type)
    {
        (string, string)? bounds = type.SpecialType switch
        {
            SpecialType.System_SByte => ("-128", "127"),
            SpecialType.System_Byte => ("0", "255"),
            SpecialType.System_Int16 => ("-32768", "32767"),
            SpecialType.System_UInt16 => ("0", "65535"),
            SpecialType.System_UInt32 => ("0", "4294967295"),
            SpecialType.System_Single => ("-3.4028234663852886E+38", "3.4028234663852886E+38"),
            _ => null,
        };
        var inSchema = type.SpecialType != SpecialType.System_Single;
        Minimum = bounds is { } least ? new Bound(least.Item1, InSchema: inSchema) : null;
        Maximum = bounds is { } most ? new Bound(most.Item2, InSchema: inSchema) : null;
    }

    private bool Inside(double least, double most) => (Maximum is null || least <= Parse(Maximum)) && (Minimum is null || most >= Parse(Minimum));

    private static Bound? Tighter(Bound? bound, double value, Func<double, double, bool> isTighter) =>
        Math.Abs(value) >= long.MaxValue || (bound is not null && !isTighter(value, Parse(bound))) ? bound : new Bound(value.ToString("F0", CultureInfo.InvariantCulture));
}
