using Microsoft.CodeAnalysis;

namespace PluginAL.Generators.Records;

/// <summary>Writes a feature adapter and a format for each <c>[PoolRecord]</c> and <c>[assembly: PoolRecordFor&lt;T&gt;]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RecordGenerator : IIncrementalGenerator
{
    /// <summary>The step that makes models of the assembly's own types.</summary>
    public const string OwnStep = "OwnRecords";

    /// <summary>The step that makes models of types that the assembly names.</summary>
    public const string NamedStep = "NamedRecords";

    private const string OwnAttribute = "PluginAL.Abstractions.PoolRecordAttribute";
    private const string NamedAttribute = "PluginAL.Abstractions.PoolRecordForAttribute`1";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var own = context.SyntaxProvider.ForAttributeWithMetadataName(
            OwnAttribute,
            static (_, _) => true,
            static (found, cancellation) => RecordParser.Parse(
                (INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], found.SemanticModel.Compilation, cancellation).Model)
            .WithTrackingName(OwnStep);
        var named = context.SyntaxProvider.ForAttributeWithMetadataName(
            NamedAttribute,
            static (_, _) => true,
            static (found, cancellation) => new EquatableArray<RecordModel>([.. found.Attributes
                .Select(one => (Attribute: one, Type: RecordParser.TypeNamedBy(one)))
                .Where(one => one.Type is not null)
                .Select(one => RecordParser.Parse(one.Type!, one.Attribute, found.SemanticModel.Compilation, cancellation).Model)
                .OfType<RecordModel>()]))
            .SelectMany(static (models, _) => models)
            .WithTrackingName(NamedStep);
        context.RegisterSourceOutput(own, static (output, model) => Write(output, model));
        context.RegisterSourceOutput(named, static (output, model) => Write(output, model));
    }

    private static void Write(SourceProductionContext output, RecordModel? model)
    {
        if (model is not null)
        {
            output.AddSource($"{model.HintName}.PoolRecord.g.cs", RecordEmitter.Emit(model));
        }
    }
}
