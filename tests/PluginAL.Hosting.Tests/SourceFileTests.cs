using PluginAL.Abstractions;
using PluginAL.Hosting.SingleFile;

namespace PluginAL.Hosting.Tests;

/// <summary>Plugins in one source file. The compiler takes much memory, and other tests measure how much is in use.</summary>
[Collection("compiler")]
public sealed class SourceFileTests : IDisposable
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using System.Runtime.CompilerServices;
        using PluginAL.Abstractions;

        [Strategy("mine", Summary = "The power of a doubt.", Needs = Signals.Probabilities)]
        public sealed class Mine(MineOptions options) : IPointwiseStrategy
        {
            public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
            {
                if (options.Power == 7)
                {
                    Fail();
                }

                for (var i = 0; i < block.Count; i++)
                {
                    scores[i] = MathF.Pow(1 - block.Probabilities.Slice(i * block.ClassCount, block.ClassCount).ToArray().Max(), options.Power);
                }
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            private static void Fail() => throw new InvalidOperationException("seven");
        }

        public sealed record MineOptions
        {
            [Range(1, 9)]
            public int Power { get; init; } = 1;
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public SourceFileTests()
    {
        _path = Path.Combine(_folder.Path, "Mine.cs");
        File.WriteAllText(_path, Source);
    }

    private string Cache => Path.Combine(_folder.Path, "cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_source_file_is_compiled_with_its_registration_scores_and_is_unloaded()
    {
        using var host = Open(TrustMode.Off);
        var info = host.Find(PluginKind.Strategy, PluginReference.Parse(_path));
        Assert.Equal(("mine", "The power of a doubt.", Signals.Probabilities, PluginState.Discovered), (info.Name, info.Summary, info.Needs, info.State));
        Assert.Equal(PluginContent.Read(_path).Sha256, info.Sha256);
        Assert.Equal($"0.0.0-{info.Sha256[..8]}", info.Version);
        Assert.Contains("\"power\"", host.GetOptionsSchema(PluginKind.Strategy, PluginReference.Parse(_path)), StringComparison.Ordinal);
        Assert.Equal(0.25f, Score(host, 2), 1e-6f);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PluginALException>(() => Score(host, 10)).Kind);
        Assert.Equal(PluginState.Unloaded, host.Unload(_path));
    }

    [Fact]
    public void A_stack_trace_names_the_file_and_the_line()
    {
        using var host = Open(TrustMode.Off);
        var error = Assert.Throws<InvalidOperationException>(() => Score(host, 7));
        Assert.Contains($"{_path}:line 22", error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_compiled_again_only_when_it_changes_or_its_copy_is_damaged()
    {
        using (var host = Open(TrustMode.Off))
        {
            Score(host, 1);
        }

        var copy = Assert.Single(Copies());
        var written = File.GetLastWriteTimeUtc(copy);
        using (var host = Open(TrustMode.Off))
        {
            Score(host, 1);
            Assert.Equal(written, File.GetLastWriteTimeUtc(copy));
        }

        File.Delete(copy);
        File.WriteAllBytes(copy, [1, 2, 3]);
        File.WriteAllText(_path, Source.Replace("1 - block", "2 - block", StringComparison.Ordinal));
        using (var host = Open(TrustMode.Off))
        {
            Assert.Equal(1.5f, Score(host, 1), 1e-6f);
            Assert.Equal(2, Copies().Length);
        }

        File.WriteAllText(_path, Source);
        using (var host = Open(TrustMode.Off))
        {
            Assert.Equal(0.5f, Score(host, 1), 1e-6f);
        }
    }

    [Fact]
    public void A_changed_file_replaces_the_loaded_one_and_a_broken_one_does_not()
    {
        using var host = Open(TrustMode.Off);
        Score(host, 1);
        File.WriteAllText(_path, Source.Replace("1 - block", "2 - block", StringComparison.Ordinal));
        Assert.True(host.Reload(_path).IsReloaded);
        Assert.Equal(1.5f, Score(host, 1), 1e-6f);
        File.WriteAllText(_path, Source.Replace("MathF", "MthF", StringComparison.Ordinal));
        Assert.False(host.Reload(_path).IsReloaded);
        Assert.Equal(1.5f, Score(host, 1), 1e-6f);
    }

    [Fact]
    public void It_is_trusted_by_the_hash_of_its_source()
    {
        using (var host = Open(TrustMode.Strict))
        {
            var error = Assert.Throws<PluginALException>(() => Score(host, 1));
            Assert.Equal(ErrorKind.Input, error.Kind);
            Assert.Contains("you have not trusted it", error.Message, StringComparison.Ordinal);
        }

        Store.Add(PluginContent.Read(_path));
        using (var host = Open(TrustMode.Strict))
        {
            Assert.Equal(0.5f, Score(host, 1));
        }

        File.AppendAllText(_path, "\n");
        using (var host = Open(TrustMode.Strict))
        {
            Assert.Contains("changed since you trusted it", Assert.Throws<PluginALException>(() => Score(host, 1)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Errors_are_shown_with_line_and_column_and_at_most_ten()
    {
        File.WriteAllText(_path, Source.Replace("MathF", "MthF", StringComparison.Ordinal) + string.Concat(Enumerable.Repeat("\npublic class C : Nothing;", 20)));
        using var host = Open(TrustMode.Off);
        var error = Assert.Throws<PluginALException>(() => host.Find(PluginKind.Strategy, PluginReference.Parse(_path)));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.DoesNotContain('\n', error.Message);
        var errors = Assert.IsType<SourceErrorsException>(error.InnerException);
        Assert.Equal($"{_path}(17,25): CS0103: The name 'MthF' does not exist in the current context", errors.Errors[0]);
        Assert.Equal(10, errors.Errors.Count);
        Assert.True(errors.Count > 20);
    }

    [Fact]
    public void What_only_the_analyzer_sees_is_an_error_too()
    {
        File.WriteAllText(_path, Source.Replace("\"mine\"", "\"Mine X\"", StringComparison.Ordinal));
        using var host = Open(TrustMode.Off);
        Assert.Contains("(5,", Assert.Throws<PluginALException>(() => Score(host, 1)).Message, StringComparison.Ordinal);
    }

    private TrustStore Store => new(Path.Combine(_folder.Path, "settings", "trust.json"));

    private PluginHost Open(TrustMode mode) => new(new PluginHostOptions { Trust = new PluginTrust(mode, Store), CacheFolder = Cache });

    private string[] Copies() => Directory.GetFiles(Cache, "Mine.dll", SearchOption.AllDirectories);

    private float Score(PluginHost host, int power)
    {
        using var strategy = host.Create<IPointwiseStrategy>(PluginKind.Strategy, PluginReference.Parse($"{_path}:power={power}"));
        var scores = new float[1];
        strategy.Instance.Score(new SignalBlock { Count = 1, ClassCount = 2, Probabilities = [0.5f, 0.5f] }, new RandomSource(1, "test"), scores);
        return scores[0];
    }
}

/// <summary>Runs when no other tests do.</summary>
[CollectionDefinition("compiler", DisableParallelization = true)]
public sealed class CompilerCollection;
