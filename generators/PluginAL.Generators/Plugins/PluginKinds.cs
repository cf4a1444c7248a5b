using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Plugins;

/// <summary>The attributes that make a class a plugin, and the contract that each asks for.</summary>
internal static class PluginKinds
{
    public const string Contracts = "PluginAL.Abstractions";
    public const string Registration = Contracts + ".PluginRegistrationAttribute";

    public static PluginKind[] All { get; } =
    [
        new("Strategy", "IQueryStrategy", "strategy"),
        new("Learner", "ILearner", "learner"),
        new("Oracle", "IOracle", "oracle"),
        new("Featuriser", "IFeaturiser", "featuriser"),
        new("StoppingCriterion", "IStoppingCriterion", "stopping criterion"),
        new("StreamStrategy", "IStreamStrategy", "stream strategy"),
        new("BudgetManager", "IBudgetManager", "budget manager"),
    ];

    /// <summary>The kind that an attribute stands for; null where it is another attribute.</summary>
    public static PluginKind? Of(AttributeData attribute) =>
        attribute.AttributeClass is { } type && IsContract(type) ? All.FirstOrDefault(kind => kind.Attribute == type.Name) : null;

    /// <summary>Whether a type is one of PluginAL.Abstractions.</summary>
    public static bool IsContract(ITypeSymbol type, string? name = null) =>
        (name is null || type.Name == name) && type.ContainingNamespace?.ToDisplayString() == Contracts;

    public static bool Implements(ITypeSymbol type, string contract) =>
        IsContract(type, contract) || type.AllInterfaces.Any(implemented => IsContract(implemented, contract));
}
