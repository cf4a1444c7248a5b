using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Records;

/// <summary>What is wrong with a record type. Only the analyzer reads it: a location must not enter the generator's pipeline.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Location">Where.</param>
/// <param name="Arguments">What the rule's message needs; <see cref="RecordRules"/> lists them.</param>
internal sealed record RecordProblem(string Id, Location Location, object[] Arguments)
{
    public bool IsError => RecordRules.IsError(Id);
}
