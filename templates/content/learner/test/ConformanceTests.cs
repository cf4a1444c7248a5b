using PluginAL.Testing;
using Xunit;

namespace MyPlugin.Tests;

public class ConformanceTests
{
    [Fact]
    public void It_keeps_the_contract() => Conformance.Check<MyPluginLearner>();
}
