namespace PluginAL.Generators.Records;

/// <summary>The rules for record types, with the arguments of their messages.</summary>
internal static class RecordRules
{
    public const string NotConcrete = "PAL1003"; // type, what it is: "static", "abstract", "an interface", "a ref struct", "without a usable constructor"
    public const string Inaccessible = "PAL1004"; // type, "file-local" or "private"
    public const string OpenGeneric = "PAL1005"; // member, type, type parameter
    public const string NoFeature = "PAL1006"; // type
    public const string Unsupported = "PAL1007"; // member, its type
    public const string NotReadable = "PAL1008"; // member, why: "not public", "static", "an indexer", "without a getter"
    public const string NoPart = "PAL1009"; // member
    public const string Contradiction = "PAL1010"; // member, one attribute, what it contradicts
    public const string Several = "PAL1011"; // type, "Label" or "Id", first member, second member
    public const string DuplicateColumn = "PAL1012"; // column, first member, second member
    public const string Order = "PAL1013"; // member, its order, the order expected in its place
    public const string NoLength = "PAL1014"; // member, its type
    public const string Width = "PAL1015"; // member or type, the number found, the largest allowed
    public const string NoMissingPolicy = "PAL1016"; // member, its type
    public const string Oblivious = "PAL1017"; // member, its type
    public const string NoEncoding = "PAL1018"; // member, its type
    public const string NotFinite = "PAL1019"; // member, its type
    public const string Vocabulary = "PAL1020"; // member, what is wrong: "has no value", "holds 'x' twice", "holds 'x', which is no int"
    public const string FlagsAsOneHot = "PAL1021"; // member, its enum
    public const string Alias = "PAL1022"; // member, its enum, the alias, the value it equals
    public const string Narrowing = "PAL1023"; // member, its type
    public const string NoKind = "PAL1024"; // member
    public const string Scale = "PAL1025"; // member, what is wrong: "deviation 0 is not above 0", ...
    public const string Encoder = "PAL1026"; // member, encoder, what is wrong
    public const string Cycle = "PAL1027"; // member, the type that holds itself
    public const string NoAdapter = "PAL1028"; // member, its type, the type's assembly
    public const string Leak = "PAL1029"; // member
    public const string FewBuckets = "PAL1031"; // member, buckets, cardinality
    public const string TooOld = "PAL1032"; // what was found, what is needed
    public const string NoReason = "PAL1034"; // member
    public const string Computed = "PAL1035"; // member

    public static bool IsError(string id) =>
        id is not (NoPart or Oblivious or FlagsAsOneHot or Alias or Narrowing or NoKind or Leak or FewBuckets or NoReason or Computed);
}
