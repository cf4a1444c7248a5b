namespace PluginAL.Storage.Internals;

/// <summary>The columns of an event that depend on the event alone. Two sendings of one event are equal here.</summary>
internal sealed record EventRow(string Kind)
{
    public int? Round { get; init; }

    public long? Row { get; init; }

    public string? Ticket { get; init; }

    public string? Annotator { get; init; }

    public string? Label { get; init; }

    public double? Score { get; init; }

    public double? Probability { get; init; }

    public string? Strategy { get; init; }

    public string? Model { get; init; }

    public double? Cost { get; init; }

    public string? Key { get; init; }

    public string? Payload { get; init; }

    /// <summary>
    /// CRC-32C over everything the row holds, continued from the session's row before it: a changed, missing or exchanged
    /// row is noticed when the session is read.
    /// </summary>
    public uint Checksum(uint previous, long sequence, string session, string at)
    {
        var crc = new Crc32C(previous);
        crc.Add(sequence);
        crc.Add(session);
        crc.Add(at);
        crc.Add(Kind);
        crc.Add(Round);
        crc.Add(Row);
        crc.Add(Ticket);
        crc.Add(Annotator);
        crc.Add(Label);
        crc.Add(Score);
        crc.Add(Probability);
        crc.Add(Strategy);
        crc.Add(Model);
        crc.Add(Cost);
        crc.Add(Key);
        crc.Add(Payload);
        return crc.Value;
    }
}
