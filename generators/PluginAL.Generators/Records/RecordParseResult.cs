namespace PluginAL.Generators.Records;

/// <summary>A record type as the parser sees it.</summary>
/// <param name="Model">What is to be written; null where there is an error.</param>
/// <param name="Problems">Errors and warnings, for the analyzer.</param>
internal sealed record RecordParseResult(RecordModel? Model, IReadOnlyList<RecordProblem> Problems);
