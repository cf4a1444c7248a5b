using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>A process that ends at any step of create or append leaves the old pool or the new one, and the next command goes on from there.</summary>
public class CommitTests
{
    private const string First = "n,t,label\n1,a,x\n2,b,y\n";
    private const string Second = "n,t,label\n3,c,z\n";

    [Fact]
    public void A_create_that_stops_at_any_step_leaves_no_pool_and_can_be_run_again()
    {
        var steps = Steps((temp, options) => temp.Create(temp.Write("a.csv", First), options));
        var commit = steps.FindIndex(step => step.Point == "rename");
        Assert.True(commit > 12, $"{commit} steps");
        for (var i = 0; i < steps.Count; i++)
        {
            using var temp = new TempDirectory();
            var source = temp.Write("a.csv", First);
            Stop(i, options => temp.Create(source, options));
            if (i < commit)
            {
                var message = temp.Fails(() => Pool.Open(temp.Pool));
                Assert.Contains("interrupted 'pool create'", message);
                Assert.Contains("run the same 'pool create' again", message);
                temp.Create(source);
            }
            else
            {
                Assert.Contains("is a pool already", temp.Fails(() => temp.Create(source)));
            }

            Check(temp.Pool, 2);
        }
    }

    [Fact]
    public void An_append_that_stops_at_any_step_leaves_the_old_pool_or_the_new_one()
    {
        var steps = Steps((temp, options) => temp.Append(temp.Write("b.csv", Second), options), prepare: temp => temp.Create(temp.Write("a.csv", First)));
        var commit = steps.FindIndex(step => step.Point == "rename");
        for (var i = 0; i < steps.Count; i++)
        {
            using var temp = new TempDirectory();
            temp.Create(temp.Write("a.csv", First));
            var source = temp.Write("b.csv", Second);
            Stop(i, options => temp.Append(source, options));
            Check(temp.Pool, i < commit ? 2 : 3);
            var result = temp.Append(source);
            Check(temp.Pool, i < commit ? 3 : 4);
            Assert.Equal(i < commit && i > 0, result.Notices.Any(notice => notice.StartsWith("Removed what an interrupted append had left", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Everything_is_on_disk_before_the_manifest_is_renamed_and_the_name_after()
    {
        var steps = Steps((temp, options) => temp.Append(temp.Write("b.csv", Second), options), prepare: temp => temp.Create(temp.Write("a.csv", First)));
        var rename = steps.FindIndex(step => step.Point == "rename");
        var before = steps.Take(rename).ToList();
        var directory = before.Last(step => step.Point == "segment-made").Path;
        string[] files =
        [
            PoolNames.RecordsCsv, PoolNames.RecordOffsets, PoolNames.RowPointers, PoolNames.ColumnIndices, PoolNames.SparseValues, PoolNames.Labels, ChecksumFile.FileName,
        ];
        Assert.All(files, file => Assert.Contains(("fsync", Path.Combine(directory, file)), before));
        var manifest = before.FindIndex(step => step.Point == "fsync" && step.Path.EndsWith(ManifestFile.NextName, StringComparison.Ordinal));
        var segment = before.IndexOf(("fsync-directory", directory));
        Assert.True(segment > before.FindIndex(step => step.Path.EndsWith(ChecksumFile.FileName, StringComparison.Ordinal)));
        Assert.True(manifest > segment);
        Assert.Equal("fsync-directory", steps[^1].Point);
        Assert.Equal("rename", steps[^2].Point);
        Assert.DoesNotContain(steps.Skip(rename), step => step.Point == "fsync");
    }

    [Fact]
    public void A_new_pools_names_are_on_disk_as_well()
    {
        var steps = Steps((temp, options) => temp.Create(temp.Write("a.csv", First), options));
        var rename = steps.FindIndex(step => step.Point == "rename");
        var pool = Path.GetDirectoryName(steps[rename].Path)!;
        Assert.Contains(("fsync", Path.Combine(pool, PoolNames.Pipeline)), steps.Take(rename));
        Assert.Contains(("fsync-directory", pool), steps.Take(rename));
        Assert.Equal([("fsync-directory", pool), ("fsync-directory", Path.GetDirectoryName(pool)!)], steps.Skip(rename + 1));
    }

    [Fact]
    public void A_failed_or_cancelled_append_leaves_the_pool_as_it_was()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.csv", First));
        var files = Snapshot(temp.Pool);
        temp.Fails(() => temp.Append(temp.Write("b.csv", "n,t,label\n1,a\n")));
        Assert.Equal(files, Snapshot(temp.Pool));

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => PoolBuilder.Append(temp.Pool, [PoolSource.FromFile(temp.Write("c.csv", Second))], TempDirectory.Options, cancelled.Token));
        Assert.Equal(files, Snapshot(temp.Pool));
        Assert.Throws<OperationCanceledException>(
            () => PoolBuilder.Create(temp["q.pool"], [PoolSource.FromFile(temp["c.csv"])], TempDirectory.Options, cancelled.Token));
        Assert.False(Directory.Exists(temp["q.pool"]));
    }

    [Fact]
    public void A_second_writer_is_refused_while_the_first_is_at_work()
    {
        using var temp = new TempDirectory();
        var (a, b) = (temp.Write("a.csv", First), temp.Write("b.csv", Second));
        var messages = new List<string>();
        temp.Create(a, Options((point, _) =>
        {
            if (point == "encoding")
            {
                messages.Add(temp.Fails(() => temp.Create(b)));
                messages.Add(temp.Fails(() => Pool.Open(temp.Pool)));
            }
        }));
        temp.Append(b, Options((point, _) =>
        {
            if (point == "encoding")
            {
                messages.Add(temp.Fails(() => temp.Append(b)));
                Check(temp.Pool, 2);
            }
        }));
        Assert.Equal(3, messages.Count);
        Assert.Contains("is being written by another process; wait", messages[0]);
        Assert.Contains("is being created by another process", messages[1]);
        Assert.Contains("is being written by another process; wait", messages[2]);
        Check(temp.Pool, 3);
    }

    [Fact]
    public void Nothing_else_is_overwritten()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.csv", First);
        temp.Write("p.pool", "a file");
        Assert.Contains("exists and is a file", temp.Fails(() => temp.Create(source)));
        File.Delete(temp.Pool);
        Directory.CreateDirectory(temp.Pool);
        temp.Create(source);
        Assert.Contains("is a pool already", temp.Fails(() => temp.Create(source)));

        Directory.CreateDirectory(temp["d"]);
        temp.Write("d/letter.txt", "dear");
        Assert.Contains("a directory with other files", temp.Fails(() => PoolBuilder.Create(temp["d"], [PoolSource.FromFile(source)])));
        temp.Write("d/" + PoolNames.Lock, "");
        Assert.Contains("a directory with other files", temp.Fails(() => PoolBuilder.Create(temp["d"], [PoolSource.FromFile(source)])));
        Assert.Equal("dear", File.ReadAllText(temp["d/letter.txt"]));
        Assert.Contains("is not a pool", temp.Fails(() => Pool.Open(temp["d"])));
        Assert.Contains("There is no pool at", temp.Fails(() => Pool.Open(temp["none"])));
        Assert.Contains("is a file", temp.Fails(() => Pool.Open(source)));
        Assert.Contains("There is no pool at", temp.Fails(() => PoolBuilder.Append(temp["none"], [PoolSource.FromFile(source)])));
    }

    private static PoolBuildOptions Options(Action<string, string>? step) => TempDirectory.Options with { Step = step };

    private static void Check(string path, long rows)
    {
        using var pool = Pool.Open(path);
        Assert.Equal(rows, pool.RowCount);
        Assert.Empty(pool.Verify().Problems);
        Assert.Equal("1,a,x", Encoding.UTF8.GetString(pool.RecordBytes(0)));
        Assert.Equal("x", pool.Classes[pool.ClassAt(0)]);
    }

    private static Dictionary<string, string> Snapshot(string path) =>
        Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));

    private static void Stop(int step, Action<PoolBuildOptions> run)
    {
        var count = 0;
        Assert.Throws<SimulatedCrash>(() => run(Options((_, _) =>
        {
            if (count++ >= step)
            {
                throw new SimulatedCrash();
            }
        })));
    }

    private static List<(string Point, string Path)> Steps(Action<TempDirectory, PoolBuildOptions> run, Action<TempDirectory>? prepare = null)
    {
        using var temp = new TempDirectory();
        prepare?.Invoke(temp);
        var steps = new List<(string, string)>();
        run(temp, Options((point, path) => steps.Add((point, path))));
        return steps;
    }

    private sealed class SimulatedCrash : Exception;
}
