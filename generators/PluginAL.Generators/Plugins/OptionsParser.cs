using Microsoft.CodeAnalysis;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Plugins;

/// <summary>Reads an options type.</summary>
internal static class OptionsParser
{
    /// <summary>Why a type cannot be options, as the end of a sentence that begins with its name; null where it can.</summary>
    public static string? WhyNot(INamedTypeSymbol options, Compilation compilation)
    {
        if (options.TypeKind != TypeKind.Class)
        {
            return "is a struct, whose defaults the runtime may pass over";
        }

        if (options.IsAbstract)
        {
            return "is abstract";
        }

        if (!Display.IsSeen(options, compilation))
        {
            return "is hidden from the registration";
        }

        var constructor = options.InstanceConstructors.FirstOrDefault(
            candidate => Display.IsSeen(candidate, compilation) && candidate.Parameters.All(parameter => parameter.IsOptional));
        if (constructor is null)
        {
            return "has no constructor that can be called without arguments";
        }

        var setsRequired = constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute");
        var required = Properties(options).FirstOrDefault(property => property.IsRequired);
        return required is null || setsRequired ? null : $"has the required property '{required.Name}'";
    }

    public static OptionsModel? Parse(
        INamedTypeSymbol options, INamedTypeSymbol plugin, Location fallback, List<Problem> problems, Compilation compilation, CancellationToken cancellation)
    {
        if (WhyNot(options, compilation) is { } reason)
        {
            problems.Add(new Problem(PluginRules.OptionsType, fallback, options.Name, plugin.Name, reason));
            return null;
        }

        var models = new List<OptionModel>();
        foreach (var property in Properties(options))
        {
            cancellation.ThrowIfCancellationRequested();
            var at = property.Locations.FirstOrDefault(place => place.IsInSource) ?? fallback;
            if (property.SetMethod is null || !Display.IsSeen(property.SetMethod, compilation))
            {
                // A property that is computed is no option; one that holds a value was meant to be.
                if (property.SetMethod is not null || HoldsValue(property))
                {
                    problems.Add(new Problem(PluginRules.OptionSetter, at, property.Name));
                }
            }
            else if (OptionParser.Parse(property, at, problems, compilation, cancellation) is { } model)
            {
                if (models.Find(other => other.Name == model.Name) is { } other)
                {
                    problems.Add(new Problem(PluginRules.SameWord, at, other.Property, model.Property, options.Name, model.Name));
                }

                models.Add(model);
            }
        }

        return new OptionsModel(Display.Full(options), new EquatableArray<OptionModel>([.. models]));
    }

    private static List<IPropertySymbol> Properties(INamedTypeSymbol options)
    {
        var properties = new List<IPropertySymbol>();
        for (var type = options; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            // Those of the base come first; the derived one stands for what it overrides or hides.
            var own = type.GetMembers().OfType<IPropertySymbol>().Where(property =>
                property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
                && !properties.Exists(other => other.Name == property.Name));
            properties.InsertRange(0, own);
        }

        return properties;
    }

    private static bool HoldsValue(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
