namespace PluginAL.Generators.Records;

/// <summary>An object that is read and written: its values, and how it is made of them.</summary>
/// <param name="Type">The type, as code writes it.</param>
/// <param name="Values">The values.</param>
/// <param name="Arguments">The constructor's arguments, by place among the values.</param>
internal sealed record ObjectModel(string Type, EquatableArray<ValueModel> Values, EquatableArray<int> Arguments)
{
    /// <summary>This object and those within, each before what it holds.</summary>
    public IEnumerable<ObjectModel> All => Values.Where(value => value.Nested is not null).SelectMany(value => value.Nested!.All).Prepend(this);
}
