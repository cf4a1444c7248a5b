using Microsoft.CodeAnalysis;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Plugins;

/// <summary>Compares what a strategy says it needs with what its interface can bring it.</summary>
internal static class StrategyNeeds
{
    public static void Check(INamedTypeSymbol type, AttributeData attribute, List<Problem> problems)
    {
        var named = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Needs").Value;
        var signals = attribute.AttributeClass!.GetMembers("Needs").OfType<IPropertySymbol>().FirstOrDefault()?.Type;
        if (signals is null)
        {
            return;
        }

        var needs = named.Value is int given ? given : 0;
        var flags = signals.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.ConstantValue is int and not 0)
            .Select(field => (field.Name, Value: (int)field.ConstantValue!))
            .ToList();
        string Say(int value) => value == 0 ? "Signals.None" : string.Join(" | ", flags.Where(flag => (value & flag.Value) != 0).Select(flag => "Signals." + flag.Name));

        var at = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? type.Locations[0];
        if (PluginKinds.Implements(type, "IMeasureStrategy"))
        {
            var probabilities = flags.FirstOrDefault(flag => flag.Name == "Probabilities").Value;
            var members = flags.FirstOrDefault(flag => flag.Name == "Members").Value;
            if (needs != probabilities && needs != members)
            {
                Report("IMeasureStrategy", "measures class probabilities, or those of a committee's members, and nothing else", probabilities);
            }
        }
        else if (type.AllInterfaces.FirstOrDefault(implemented => PluginKinds.IsContract(implemented, "IPointwiseStrategy")) is { } pointwise)
        {
            // A signal has a property in the block where the block can carry it.
            var block = pointwise.GetMembers("Score").OfType<IMethodSymbol>().FirstOrDefault()?.Parameters.FirstOrDefault()?.Type;
            var carried = flags.Where(flag => block?.GetMembers(Property(flag.Name)).Length > 0).Sum(flag => flag.Value);
            if ((needs & ~carried) != 0)
            {
                Report("IPointwiseStrategy", $"is given {Say(carried)} at most", needs & carried);
            }
        }

        void Report(string contract, string does, int right) =>
            problems.Add(new Problem(PluginRules.Needs, at, type.Name, contract, does, Say(needs), Say(right)) { Fix = Say(right) });
    }

    /// <summary>The block's property that carries a signal: of the signal's name, but for signals that are more than one value for each row.</summary>
    private static string Property(string signal) => signal switch
    {
        "MeanAndVariance" => "Means",
        "TokenMarginals" => "Tokens",
        _ => signal,
    };
}
