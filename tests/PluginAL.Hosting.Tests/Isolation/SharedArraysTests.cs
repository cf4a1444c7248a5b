using System.Text.Json;
using PluginAL.Hosting.Isolation;
using PluginAL.Pools;

namespace PluginAL.Hosting.Tests.Isolation;

public sealed class SharedArraysTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_array_of_this_process_is_copied_and_a_mapped_one_is_named_where_it_lies()
    {
        using var mine = new SharedArrays(_folder.Path, "a-");
        using var theirs = new SharedArrays(_folder.Path, "b-");
        float[] values = [1, 2, 3, 4, 5, 6];
        var copied = Read(mine.Put<float>("x", values, 3, 2));
        Assert.Equal(values, theirs.Get<float>(copied));
        Assert.Equal([3, 2], SharedArrays.Shape(copied));

        // The file is one that NumPy, and the pools, read as it is.
        var path = copied.GetProperty("path").GetString()!;
        using var column = NpyColumn<float>.Open(path);
        Assert.Equal((3, 2), (column.RowCount, column.Width));

        var named = Read(mine.Put("y", column.Rows(1, 2), 2, 2));
        Assert.Equal(path, named.GetProperty("path").GetString());
        Assert.Equal([3, 4, 5, 6], theirs.Get<float>(named));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void The_same_shape_is_written_in_place_and_another_gets_another_file()
    {
        using var mine = new SharedArrays(_folder.Path, "a-");
        using var theirs = new SharedArrays(_folder.Path, "b-");
        var first = Read(mine.Put<int>("x", [1, 2], 2));
        Assert.Equal([1, 2], theirs.Get<int>(first));
        var second = Read(mine.Put<int>("x", [3, 4], 2));
        Assert.Equal(first.GetProperty("path").GetString(), second.GetProperty("path").GetString());
        Assert.Equal([3, 4], theirs.Get<int>(first));
        var third = Read(mine.Put<int>("x", [5, 6, 7], 3));
        Assert.NotEqual(first.GetProperty("path").GetString(), third.GetProperty("path").GetString());
        Assert.False(File.Exists(first.GetProperty("path").GetString()));
        Assert.True(theirs.Get<int>(Read(mine.Put<int>("none", [], 0))).IsEmpty);
    }

    [Fact]
    public void What_the_other_side_fills_is_seen_here()
    {
        using var mine = new SharedArrays(_folder.Path, "a-");
        using var theirs = new SharedArrays(_folder.Path, "b-");
        var reference = Read(mine.Room<float>("scores", out var room, 3));
        theirs.GetWritable<float>(reference)[1] = 7;
        Assert.Equal([0, 7, 0], room);
    }

    [Fact]
    public void A_reference_beyond_its_file_of_another_type_or_to_be_written_elsewhere_is_refused()
    {
        using var mine = new SharedArrays(_folder.Path, "a-");
        using var theirs = new SharedArrays(_folder.Path, "b-");
        var reference = Read(mine.Put<float>("x", [1, 2], 2));
        var path = JsonSerializer.Serialize(reference.GetProperty("path").GetString());
        Assert.Throws<InvalidDataException>(() => theirs.Get<int>(reference).Length);
        Assert.Throws<InvalidDataException>(() => theirs.Get<float>(Parse($$"""{"path":{{path}},"dtype":"<f4","shape":[9],"offset":192}""")).Length);
        Assert.Throws<InvalidDataException>(() => theirs.Get<float>(Parse($$"""{"path":{{path}},"dtype":"<f4","shape":[1],"offset":-4}""")).Length);
        Assert.Throws<InvalidDataException>(() => theirs.GetWritable<float>(Parse("""{"path":"/etc/passwd","dtype":"<f4","shape":[1],"offset":0}""")).Length);
    }

    [Fact]
    public void The_folder_is_for_this_user_alone_and_goes()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        }

        _folder.Dispose();
        Assert.False(Directory.Exists(_folder.Path));
    }

    private static JsonElement Read(System.Text.Json.Nodes.JsonObject reference) => Parse(reference.ToJsonString());

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
