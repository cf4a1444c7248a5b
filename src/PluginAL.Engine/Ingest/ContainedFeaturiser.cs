using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Ingest;

/// <summary>A featuriser whose every call, and that of what it makes, is contained: what it throws is named with the plugin.</summary>
internal sealed class ContainedFeaturiser(PluginInstance<IFeaturiser> plugin) : IFeaturiser
{
    public IFeaturiserFit StartFit(FieldSchema schema) =>
        new Fit(plugin, Made("StartFit", plugin.Call("StartFit", featuriser => featuriser.StartFit(schema))));

    public IFeatureEncoder Load(Stream stream) =>
        new Encoder(plugin, Made("Load", plugin.Call("Load", featuriser => featuriser.Load(stream))));

    private T Made<T>(string member, T? made)
        where T : class =>
        made ?? throw PluginALException.Work($"{plugin} returned null from {member}. Mend the featuriser or choose another.");

    private sealed class Fit(PluginInstance<IFeaturiser> plugin, IFeaturiserFit inner) : IFeaturiserFit
    {
        public void Observe(FieldValues record)
        {
            try
            {
                inner.Observe(record);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw plugin.Failure("Observe", e);
            }
        }

        public IFeatureEncoder Complete()
        {
            try
            {
                return new Encoder(plugin, inner.Complete() ?? throw new InvalidOperationException("it returned null"));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw plugin.Failure("Complete", e);
            }
        }
    }

    private sealed class Encoder(PluginInstance<IFeaturiser> plugin, IFeatureEncoder inner) : IFeatureEncoder
    {
        public FeatureLayout Layout { get; } = inner.Layout;

        public int Width { get; } = inner.Width;

        public IReadOnlyList<FeatureColumn> Columns { get; } = [.. inner.Columns];

        public void Encode(FieldValues record, FeatureRow row)
        {
            try
            {
                inner.Encode(record, row);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw plugin.Failure("Encode", e);
            }
        }

        public void Save(Stream stream)
        {
            try
            {
                inner.Save(stream);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw plugin.Failure("Save", e);
            }
        }
    }
}
