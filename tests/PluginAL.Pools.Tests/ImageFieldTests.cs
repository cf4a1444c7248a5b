using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Fields that name files beside the records.</summary>
public sealed class ImageFieldTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private static PoolBuildOptions Options => new()
    {
        Fields = new FieldRequest { Images = ["file"] },
        Featurisers = _ => [new FeaturiserPart("file-sizes", "1.0", new FileSizes())],
        Resolve = _ => new FileSizes(),
    };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Paths_start_from_the_folder_of_their_source()
    {
        Directory.CreateDirectory(_directory["data"]);
        _directory.Write("data/one", "12345");
        var result = _directory.Create(_directory.Write("data/labels.csv", "file,label\none,a\n"), Options);
        Assert.Equal("image: file; label: label", result.Description);

        // Another folder has its own segment.
        Directory.CreateDirectory(_directory["more"]);
        _directory.Write("more/one", "123");
        _directory.Append(_directory.Write("more/labels.csv", "file,label\none,a\n"), Options);
        using var pool = Pool.Open(_directory.Pool);
        Assert.Equal([5f, 3f], Enumerable.Range(0, 2).Select(row => pool.Features!.Block(row, 1).Values[0]));
        Assert.Equal(["file"], pool.Schema!.Images);
        var values = new FieldValues(pool.Schema);
        pool.ReadFields(1, values);
        Assert.Equal((_directory["more"], "one"), (values.Folder, values.Images[0]));
    }

    [Fact]
    public void Json_records_name_files_too()
    {
        _directory.Write("one", "1234567");
        _directory.Create(_directory.Write("r.jsonl", """{"file": "one", "label": "a"}"""), Options);
        using var pool = Pool.Open(_directory.Pool);
        Assert.Equal(7, pool.Features!.Block(0, 1).Values[0]);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_refused_with_their_row()
    {
        _directory.Write("one", "1");
        var source = _directory.Write("labels.csv", "file,label\none,a\n\none,b\ntwo,b\n");
        var error = Assert.Throws<PluginALException>(() => _directory.Create(source, Options));
        Assert.Equal($"{source}, row 3: there is no file 'two'", error.Message);
        source = _directory.Write("first.csv", "file,label\n\ntwo,b\n");
        error = Assert.Throws<PluginALException>(() => _directory.Create(source, Options));
        Assert.Equal($"{source}, line 3 (row 1): there is no file 'two'", error.Message);
        Assert.False(Directory.Exists(_directory.Pool) && File.Exists(Path.Combine(_directory.Pool, "pool.json")));
    }

    [Fact]
    public void Sources_of_two_folders_are_refused()
    {
        Directory.CreateDirectory(_directory["more"]);
        var (one, two) = (_directory.Write("a.csv", "file,label\nx,a\n"), _directory.Write("more/b.csv", "file,label\nx,a\n"));
        var error = Assert.Throws<PluginALException>(() => PoolBuilder.Create(_directory.Pool, [PoolSource.FromFile(one), PoolSource.FromFile(two)], Options));
        Assert.Contains("not in the folder", error.Message, StringComparison.Ordinal);
    }

    /// <summary>One column: the file's length.</summary>
    private sealed class FileSizes : IFeaturiser, IFeaturiserFit, IFeatureEncoder
    {
        private long? _first;

        public FeatureLayout Layout => FeatureLayout.Dense;

        public int Width => 1;

        public IReadOnlyList<FeatureColumn> Columns => [new FeatureColumn("file", 0, 1, "size")];

        public IFeaturiserFit StartFit(FieldSchema schema) => this;

        public IFeatureEncoder Load(Stream stream) => this;

        public void Observe(FieldValues record) => _first ??= Length(record);

        public IFeatureEncoder Complete() => this;

        public void Encode(FieldValues record, FeatureRow row) => row.Add(0, Length(record));

        public void Save(Stream stream)
        {
        }

        private static long Length(FieldValues record)
        {
            var file = new FileInfo(Path.Combine(record.Folder, record.Images[0]!));
            return file.Exists ? file.Length : throw PluginALException.Input($"there is no file '{record.Images[0]}'");
        }
    }
}
