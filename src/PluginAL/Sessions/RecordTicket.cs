namespace PluginAL;

/// <summary>A record that was chosen for labelling, handed out until it is answered.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Id">Unique in its session, and the same again when the session is resumed.</param>
/// <param name="Row">The record's place among the records, from 0.</param>
/// <param name="Record">The record.</param>
/// <param name="Round">The round in which it was chosen, from 0 (the initial sample).</param>
/// <param name="Score">How much the strategy thought it worth; NaN for the initial sample and for a random fall-back.</param>
public sealed record RecordTicket<T>(string Id, long Row, T Record, int Round, double Score);
