using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PluginAL;
using PluginAL.DependencyInjection;
using PluginAL.Hosting;

// The namespace of the collection, so that the method is there where services are added.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds PluginAL to a collection of services.</summary>
public static class PluginALServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="PluginHost"/> over the application's plugins and an <see cref="ActiveLearnerFactory"/> whose learners share it
    /// and say things to the application's log. Added twice, the first stays.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes what every learner is told; null: nothing.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddPluginAL(this IServiceCollection services, Func<ActiveLearnerOptions, ActiveLearnerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = configure is null ? new ActiveLearnerOptions() : configure(new ActiveLearnerOptions());
        if (options.Host is { } host)
        {
            // The caller's own, which the container does not dispose.
            services.TryAddSingleton(host);
        }

        services.TryAddSingleton(_ => new PluginHost(options.PluginFolders));
        services.TryAddSingleton(provider => new ActiveLearnerFactory(options with
        {
            Host = provider.GetRequiredService<PluginHost>(),
            Log = options.Log ?? (provider.GetService<ILoggerFactory>() is { } loggers ? new LoggerLog(loggers.CreateLogger("PluginAL")) : null),
        }));
        return services;
    }
}
