using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PluginAL.Generators.Plugins;

/// <summary>
/// Writes the registration of an assembly with plugins: who they are, how they are made, how their options are read and checked. An
/// assembly whose registration is written by hand gets none.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PluginGenerator : IIncrementalGenerator
{
    internal const string ModelStep = "PluginModel";
    internal const string RegistrationStep = "Registration";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var byHand = context.SyntaxProvider
            .ForAttributeWithMetadataName(PluginKinds.Registration, static (node, _) => node is CompilationUnitSyntax, static (_, _) => true)
            .Collect()
            .Select(static (found, _) => found.Length > 0);
        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "");
        IncrementalValueProvider<EquatableArray<PluginModel>>? all = null;
        foreach (var kind in PluginKinds.All)
        {
            var models = context.SyntaxProvider
                .ForAttributeWithMetadataName($"{PluginKinds.Contracts}.{kind.Attribute}", static (node, _) => node is TypeDeclarationSyntax, static (found, cancellation) =>
                    PluginParser.Parse((INamedTypeSymbol)found.TargetSymbol, false, found.SemanticModel.Compilation, cancellation).Model)
                .WithTrackingName(ModelStep)
                .Where(static model => model is not null)
                .Collect()
                .Select(static (found, _) => new EquatableArray<PluginModel>([.. found.OfType<PluginModel>()]));
            all = all is null ? models : all.Value.Combine(models).Select(static (pair, _) => new EquatableArray<PluginModel>([.. pair.Left, .. pair.Right]));
        }

        var registration = all!.Value.Combine(assembly).Combine(byHand).WithTrackingName(RegistrationStep);
        context.RegisterSourceOutput(registration, static (production, found) =>
        {
            var ((plugins, assembly), byHand) = found;
            if (plugins.Count > 0 && !byHand)
            {
                production.AddSource("PluginRegistration.g.cs", SourceText.From(PluginEmitter.Emit(assembly, plugins), Encoding.UTF8));
            }
        });
    }
}
