using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Tests;

/// <summary>The built-in plugins, loaded as the tool loads them, and a log that remembers.</summary>
internal sealed class Plugins(PluginHostOptions options) : IPluginLog, IDisposable
{
    public Plugins()
        : this(new PluginHostOptions())
    {
    }

    public PluginHost Host { get; } = new(options, Path.Combine(AppContext.BaseDirectory, "plugins"));

    public List<string> Warnings { get; } = [];

    public List<string> Notes { get; } = [];

    public PluginInstance<ILearner> Learner(string text = "logistic") => Host.Create<ILearner>(PluginKind.Learner, PluginReference.Parse(text));

    public PluginInstance<IQueryStrategy> Strategy(string text) => Host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(text));

    public void Information(string message) => Notes.Add(message);

    public void Warning(string message) => Warnings.Add(message);

    public void Dispose() => Host.Dispose();
}
