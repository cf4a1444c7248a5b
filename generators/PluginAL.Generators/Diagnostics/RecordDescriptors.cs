using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Diagnostics;

/// <summary>Rules for types with [PoolRecord]; what their messages are given, the record parser's table of ids says.</summary>
internal static class RecordDescriptors
{
    public const string Category = "PluginAL.Records";

    public static readonly DiagnosticDescriptor NotConcrete = Rules.Error(Category, "PAL1003",
        "A record type cannot be made",
        "'{0}' is {1}, so no record of it can be written or read; put [PoolRecord] on a class, struct or record that can be made");

    public static readonly DiagnosticDescriptor Inaccessible = Rules.Error(Category, "PAL1004",
        "A record type is hidden from its adapter",
        "'{0}' is {1}, so its adapter, a type beside it, cannot name it; make it, and the types around it, public or internal");

    public static readonly DiagnosticDescriptor OpenGeneric = Rules.Error(Category, "PAL1005",
        "A type parameter leaves features open",
        "'{0}' of '{1}' is of the type parameter {2}, whose columns nobody knows; use a type whose features are fixed, or ignore the member");

    public static readonly DiagnosticDescriptor NoFeature = Rules.Error(Category, "PAL1006",
        "A record type has no feature",
        "'{0}' has no feature; give it a public property or field that is neither label, id nor ignored");

    public static readonly DiagnosticDescriptor Unsupported = Rules.Error(Category, "PAL1007",
        "A member's type is no feature",
        "'{0}' is of type {1}, which has no encoding; write [Ignore(Reason = \"...\")], or [EncodeWith<TEncoder>] with an encoder of your own");

    public static readonly DiagnosticDescriptor NotReadable = Rules.Error(Category, "PAL1008",
        "A member cannot be read",
        "'{0}' carries an attribute of a feature and is {1}; make it a public property or field that can be read, or remove the attribute");

    public static readonly DiagnosticDescriptor NoPart = Rules.Warning(Category, "PAL1009",
        "A public member is neither feature nor ignored",
        "'{0}' is public and takes no part; mark it with [Feature], or with [Ignore(Reason = \"...\")]");

    public static readonly DiagnosticDescriptor Contradiction = Rules.Error(Category, "PAL1010",
        "Attributes contradict each other",
        "[{1}] on '{0}' contradicts {2}; keep one of them");

    public static readonly DiagnosticDescriptor Several = Rules.Error(Category, "PAL1011",
        "A record type has several labels or ids",
        "'{0}' has [{1}] on '{2}' and on '{3}'; keep one");

    public static readonly DiagnosticDescriptor DuplicateColumn = Rules.Error(Category, "PAL1012",
        "Two members have one column name",
        "The column '{0}' is written by '{1}' and by '{2}'; name one of them with [Feature(Name = \"...\")]");

    public static readonly DiagnosticDescriptor Order = Rules.Error(Category, "PAL1013",
        "The order of features repeats a place or leaves a gap",
        "'{0}' has Order = {1} where {2} comes next; number the ordered features from 0 without a gap");

    public static readonly DiagnosticDescriptor NoLength = Rules.Error(Category, "PAL1014",
        "A vector has no fixed length",
        "'{0}' of type {1} has no fixed length; write [Vector(n)] with the length that every record has");

    public static readonly DiagnosticDescriptor Width = Rules.Error(Category, "PAL1015",
        "A width is out of range",
        "'{0}' asks for {1} columns; give 1 to {2}");

    public static readonly DiagnosticDescriptor NoMissingPolicy = Rules.Error(Category, "PAL1016",
        "A member may be null and does not say what then",
        "'{0}' of type {1} may be null; write [Missing(MissingAs.Indicator)], another policy, or a constant");

    public static readonly DiagnosticDescriptor Oblivious = Rules.Warning(Category, "PAL1017",
        "A reference does not say whether it may be null",
        "'{0}' of type {1} is declared without nullable annotations, so null would throw when it is written; write #nullable enable");

    public static readonly DiagnosticDescriptor NoEncoding = Rules.Error(Category, "PAL1018",
        "A text has no encoding",
        "'{0}' of type {1} has no encoding; write [Category], [Hashed(buckets)] or [Ignore(Reason = \"...\")]");

    public static readonly DiagnosticDescriptor NotFinite = Rules.Error(Category, "PAL1019",
        "A category has no finite set of values",
        "[Category] on '{0}' of type {1} has no finite set of values; leave it a number, or put it in buckets with [Hashed(n)]");

    public static readonly DiagnosticDescriptor Vocabulary = Rules.Error(Category, "PAL1020",
        "A vocabulary is wrong",
        "The vocabulary of '{0}' {1}; list distinct values of the member's type");

    public static readonly DiagnosticDescriptor FlagsAsOneHot = Rules.Warning(Category, "PAL1021",
        "A [Flags] enum is written one column a value",
        "'{0}' of the [Flags] enum {1} is written one column a value, so a combination is no value at all; remove [Category] for a column a bit");

    public static readonly DiagnosticDescriptor Alias = Rules.Warning(Category, "PAL1022",
        "Two names of an enum are one value",
        "'{0}' of enum {1}: {2} equals {3} and gets no column of its own; remove one of the names");

    public static readonly DiagnosticDescriptor Narrowing = Rules.Warning(Category, "PAL1023",
        "A number loses precision",
        "'{0}' of type {1} is written as float, exact to 24 bits; scale it with [Standardised], [Scaled] or [MinMax], which compute in double, or use float");

    public static readonly DiagnosticDescriptor NoKind = Rules.Warning(Category, "PAL1024",
        "A time does not say what its clock shows",
        "'{0}' is a DateTime that does not say whether its clock shows UTC; write [Time(Kind = DateTimeKind.Utc)] or use DateTimeOffset");

    public static readonly DiagnosticDescriptor Scale = Rules.Error(Category, "PAL1025",
        "A scale is wrong",
        "The scale of '{0}' is wrong: {1}; give finite numbers, a deviation above 0, a minimum below the maximum");

    public static readonly DiagnosticDescriptor Encoder = Rules.Error(Category, "PAL1026",
        "An encoder cannot be used",
        "'{0}' is written by {1}, which {2}; implement IValueEncoder<T> for the member's type and declare 'public const int Width'");

    public static readonly DiagnosticDescriptor Cycle = Rules.Error(Category, "PAL1027",
        "A record holds itself",
        "'{0}' leads back to {1}, so the columns would never end; ignore the member");

    public static readonly DiagnosticDescriptor NoAdapter = Rules.Error(Category, "PAL1028",
        "A nested type has no adapter",
        "'{0}' is of type {1} of assembly {2}, which has no adapter; write [assembly: PoolRecordFor<{1}>], or ignore the member");

    public static readonly DiagnosticDescriptor Leak = Rules.Warning(Category, "PAL1029",
        "A label is a feature too",
        "'{0}' is the label and a feature as well, so a model would read the answer; remove one of the attributes");

    public static readonly DiagnosticDescriptor SchemaChanged = Rules.Warning(Category, "PAL1030",
        "The schema is another than the committed one",
        "The schema of '{0}' has hash {1}, and {2} says {3}; update the file if the change is meant, and migrate pools and models of the old schema");

    public static readonly DiagnosticDescriptor FewBuckets = Rules.Warning(Category, "PAL1031",
        "Few buckets for many values",
        "'{0}' puts {2} values in {1} buckets, so many share one; give at least as many buckets as values");

    public static readonly DiagnosticDescriptor TooOld = Rules.Error(Category, "PAL1032",
        "The language or the runtime is too old",
        "The project uses {0}; feature adapters need {1} or later");

    public static readonly DiagnosticDescriptor Reflection = Rules.Warning(Category, "PAL1033",
        "A record is read or written by reflection",
        "JsonSerializer.{1} reflects over '{0}', which has a generated reader and writer; use RecordAdapters<{0}>.Format");

    public static readonly DiagnosticDescriptor NoReason = Rules.Info(Category, "PAL1034",
        "A member is ignored without a reason",
        "'{0}' is ignored; say why with [Ignore(Reason = \"...\")]");

    public static readonly DiagnosticDescriptor Computed = Rules.Warning(Category, "PAL1035",
        "A feature is computed",
        "'{0}' is computed each time it is written, which may allocate or differ from time to time; store it, or ignore the member");
}
