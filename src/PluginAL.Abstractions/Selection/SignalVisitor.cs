namespace PluginAL.Abstractions;

/// <summary>Looks at a block of rows.</summary>
/// <param name="block">The block; valid during the call only.</param>
public delegate void SignalVisitor(in SignalBlock block);
