using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PluginAL.Hosting;

namespace PluginAL.Tests;

public sealed class AddPluginALTests
{
    [Fact]
    public void Learners_share_a_host_and_the_applications_log()
    {
        var lines = new Lines();
        using var provider = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(lines))
            .AddPluginAL(options => options with { Budget = 10 })
            .AddPluginAL()
            .BuildServiceProvider();
        var factory = provider.GetRequiredService<ActiveLearnerFactory>();
        Assert.Same(provider.GetRequiredService<PluginHost>(), factory.Defaults.Host);
        Digit[] records = [.. Enumerable.Range(0, 20).Select(i => new Digit(i, i, i < 19 ? "a" : "b"))];
        using (var learner = factory.Create(records, "logistic", "margin", seed: 1, options => options with { Classes = ["c"] }))
        {
            Assert.Equal(["c", "a", "b"], learner.Classes);
            foreach (var ticket in learner.Query(4))
            {
                learner.Teach(ticket, "a");
            }

            Assert.Equal(6, learner.Query(20).Count);
        }

        Assert.Contains(lines.Messages, message => message.Contains("one class only", StringComparison.Ordinal));
        using var second = factory.Create(records, "logistic", "margin", seed: 1);
        Assert.NotEmpty(second.Query(1));
    }

    [Fact]
    public void A_host_of_the_callers_own_outlives_the_container()
    {
        using var host = new PluginHost(Path.Combine(AppContext.BaseDirectory, "plugins"));
        using (var provider = new ServiceCollection().AddPluginAL(options => options with { Host = host }).BuildServiceProvider())
        {
            Assert.Same(host, provider.GetRequiredService<ActiveLearnerFactory>().Defaults.Host);
        }

        Assert.Equal("margin", host.Find(PluginKind.Strategy, PluginReference.Parse("margin")).Name);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }
}
