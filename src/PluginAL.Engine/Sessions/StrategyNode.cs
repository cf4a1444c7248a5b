using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Sessions;

/// <summary>A strategy with the inner strategies that it chooses through, and theirs.</summary>
internal sealed class StrategyNode : IDisposable
{
    /// <summary>Strategies within strategies, at most: one that names itself would never end.</summary>
    private const int MaxDepth = 4;

    private readonly Dictionary<string, StrategyNode> _inner = new(StringComparer.Ordinal);

    private StrategyNode(PluginInstance<IQueryStrategy> plugin, string path)
    {
        Plugin = plugin;
        Path = path;
    }

    public PluginInstance<IQueryStrategy> Plugin { get; }

    /// <summary>The names on the way to it, as in <c>albl/margin</c>: unique in the tree.</summary>
    public string Path { get; }

    /// <summary>What it needs together with its inner strategies, gradients as their factors.</summary>
    public Signals AllNeeds => Nodes().Aggregate(Signals.None, (needs, node) => needs | Scoring.SuppliedSignals.Factors(node.Plugin.Needs));

    /// <summary>Opens the inner strategies of one that the caller made and keeps.</summary>
    /// <exception cref="PluginALException">An inner strategy is not known, or there are too many within one another.</exception>
    public static StrategyNode Open(PluginInstance<IQueryStrategy> plugin, PluginHost? host) => Open(plugin, plugin.Name, host, 1);

    /// <summary>The inner strategy that a composite one names.</summary>
    public StrategyNode Inner(string name) => _inner.GetValueOrDefault(name) ?? throw PluginALException.Work(
        $"{Plugin} called for the inner strategy '{name}', which its Inner does not list ({string.Join(", ", _inner.Keys)}); mend the strategy.");

    /// <summary>The strategy itself and all within it.</summary>
    public IEnumerable<StrategyNode> Nodes() => _inner.Values.SelectMany(node => node.Nodes()).Prepend(this);

    /// <summary>Gives the inner strategies back; the outermost is the caller's.</summary>
    public void Dispose()
    {
        foreach (var node in _inner.Values)
        {
            node.Dispose();
            node.Plugin.Dispose();
        }
    }

    private static StrategyNode Open(PluginInstance<IQueryStrategy> plugin, string path, PluginHost? host, int depth)
    {
        var node = new StrategyNode(plugin, path);
        if (plugin.Instance is not ICompositeStrategy)
        {
            return node;
        }

        var names = plugin.Call("Inner", strategy => ((ICompositeStrategy)strategy).Inner);
        if (host is null)
        {
            throw PluginALException.Usage($"Strategy '{plugin.Name}' chooses through {string.Join(", ", names)}; open the session with the plugin host that has them.");
        }

        if (depth == MaxDepth)
        {
            throw PluginALException.Usage($"Strategy '{path}' has strategies within strategies more than {MaxDepth} deep; name inner strategies that end.");
        }

        try
        {
            foreach (var name in names.Distinct(StringComparer.Ordinal))
            {
                var inner = host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(name));
                try
                {
                    node._inner.Add(name, Open(inner, $"{path}/{name}", host, depth + 1));
                }
                catch
                {
                    inner.Dispose();
                    throw;
                }
            }
        }
        catch
        {
            node.Dispose();
            throw;
        }

        return node;
    }
}
