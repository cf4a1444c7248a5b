using System.Buffers.Binary;
using PluginAL.Abstractions;
using static PluginAL.Features.Tests.Featurisers;

namespace PluginAL.Features.Tests;

public sealed class PixelsTests : IDisposable
{
    private static readonly FieldSchema Schema = new() { Images = ["file"] };

    private readonly string _folder = Directory.CreateTempSubdirectory("pluginal-pixels-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Every kind of PNG that there is, at sizes that are no multiple of anything.</summary>
    [Fact]
    public void Every_kind_of_png_is_read_to_its_samples()
    {
        foreach (var (type, depths) in new (int, int[])[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) })
        {
            foreach (var depth in depths)
            {
                foreach (var (width, height, interlaced) in new[] { (11, 13, false), (11, 13, true), (1, 1, true), (3, 2, true), (8, 8, false) })
                {
                    var random = new Random((type * 100) + depth);
                    var palette = new byte[3 << (type == 3 ? depth : 0)];
                    random.NextBytes(palette);
                    var file = new PngFile(width, height, depth, type, interlaced) { Palette = type == 3 ? palette : [] };
                    var samples = Enumerable.Range(0, width * height * file.Channels).Select(_ => random.Next(1 << depth)).ToArray();
                    var largest = (float)((1 << depth) - 1);
                    var expected = type switch
                    {
                        3 => samples.SelectMany(colour => palette[(3 * colour)..(3 * (colour + 1))].Select(value => value / 255f)),
                        4 => samples.Chunk(2).Select(pixel => pixel[1] / largest * pixel[0] / largest),
                        6 => samples.Chunk(4).SelectMany(pixel => pixel[..3].Select(value => pixel[3] / largest * value / largest)),
                        _ => samples.Select(value => value / largest),
                    };
                    Assert.Equal(expected, Read(file.Write(samples), width, height));
                }
            }
        }
    }

    [Fact]
    public void Colours_that_are_transparent_are_black()
    {
        Assert.Equal([0, 2 / 3f], Read(new PngFile(2, 1, 2, 0) { Transparency = [0, 3] }.Write([3, 2]), 2, 1));
        Assert.Equal([0, 0, 0, 1, 0, 0], Read(new PngFile(2, 1, 8, 2) { Transparency = [0, 255, 0, 255, 0, 255] }.Write([255, 255, 255, 255, 0, 0]), 2, 1));
        var palette = new PngFile(2, 1, 1, 3) { Palette = [255, 255, 255, 0, 255, 0], Transparency = [51] };
        Assert.Equal([0.2f, 0.2f, 0.2f, 0, 1, 0], Read(palette.Write([0, 1]), 2, 1));
    }

    [Fact]
    public void Broken_pngs_are_refused_with_file_and_chunk()
    {
        var good = new PngFile(4, 4, 8, 0).Write([.. Enumerable.Range(0, 16)]);
        var header = good[8..33];
        var data = good.AsSpan().IndexOf("IDAT"u8) - 4;
        Broken(good[..^4], "expected another chunk");
        Broken(good[..(data + 20)], "IDAT", $"at byte {data}");
        var altered = good.ToArray();
        altered[data + 9] ^= 1;
        Broken(altered, "IDAT", "CRC-32");
        Broken([.. PngFile.Signature, .. PngFile.Chunk("IEND", [])], "IEND", "expected IHDR");
        Broken([.. PngFile.Signature, .. header, .. header], "IHDR", "once");
        Broken([.. PngFile.Signature, .. header, .. PngFile.Chunk("IEND", [])], "no chunk IDAT");
        Broken([.. PngFile.Signature, .. header, .. PngFile.Chunk("QQqq", []), .. PngFile.Chunk("IEND", [])], "QQqq");
        Broken([.. PngFile.Signature, .. header, .. PngFile.Chunk("IDAT", [1, 2, 3]), .. PngFile.Chunk("IEND", [])], "IDAT", "row 0");
        Broken([.. good[..data], .. PngFile.Chunk("IDAT", good[(data + 8)..(data + 25)]), .. PngFile.Chunk("IEND", [])], "IDAT", "row");
        Broken(new PngFile(0, 4, 8, 0).Write([]), "0 x 4");
        Broken(Header(70_000, 70_000, 8, 2), "70000 x 70000");
        Broken(Header(4, 4, 3, 0), "colour type 0 with 3 bits");
        Broken(new PngFile(1, 1, 2, 3).Write([1]), "PLTE");
        Broken(new PngFile(1, 1, 2, 3) { Palette = [1, 2, 3] }.Write([3]), "colour 3");
        Broken(new PngFile(1, 1, 8, 0) { Transparency = [1] }.Write([3]), "tRNS");

        static byte[] Header(int width, int height, byte depth, byte type)
        {
            var bytes = new byte[13];
            BinaryPrimitives.WriteInt32BigEndian(bytes, width);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), height);
            (bytes[8], bytes[9]) = (depth, type);
            return [.. PngFile.Signature, .. PngFile.Chunk("IHDR", bytes), .. PngFile.Chunk("IDAT", [1]), .. PngFile.Chunk("IEND", [])];
        }
    }

    /// <summary>Nothing but an image or one line about it, whatever is altered.</summary>
    [Fact]
    public void Altered_bytes_never_bring_down_the_reader()
    {
        byte[][] files =
        [
            new PngFile(5, 5, 4, 3, true) { Palette = new byte[48] }.Write([.. Enumerable.Range(0, 25).Select(i => i % 16)]),
            "P6 2 2 255 abcdefghijkl"u8.ToArray(),
            "P2 2 2 9 1 2 3 4"u8.ToArray(),
            Bitmap(2, -1, 24, [1, 2, 3, 4, 5, 6, 0, 0]),
        ];
        var random = new Random(1);
        foreach (var file in files)
        {
            for (var round = 0; round < 300; round++)
            {
                var altered = file[..(round % 3 == 0 ? random.Next(file.Length) : file.Length)];
                for (var i = 0; i < 3 && altered.Length > 0; i++)
                {
                    altered[random.Next(altered.Length)] = (byte)random.Next(256);
                }

                File.WriteAllBytes(Path.Combine(_folder, "a"), altered);
                try
                {
                    Assert.All(ImageFile.Read(_folder, "a").Samples, value => Assert.InRange(value, 0, 1));
                }
                catch (PluginALException e)
                {
                    Assert.Equal(ErrorKind.Input, e.Kind);
                    Assert.DoesNotContain('\n', e.Message);
                }
            }
        }
    }

    [Fact]
    public void Portable_maps_and_bitmaps_are_read()
    {
        Assert.Equal([0.25f, 0.5f, 0.75f, 1], Read("P2 # grey\n2 2\n4\n1 2 3 4"u8.ToArray(), 2, 2));
        Assert.Equal([0, 1, 2 / 255f], Read([.. "P5\n3 1\n255\n"u8, 0, 255, 2], 3, 1));
        Assert.Equal([0.1f, 0.2f, 0.3f], Read("P3 1 1 10 1 2 3"u8.ToArray(), 1, 1));
        Assert.Equal([1, 0, 32768 / 65535f], Read([.. "P6 1 1 65535\n"u8, 255, 255, 0, 0, 128, 0], 1, 1));
        float[] rows = [1, 0, 0, 0, 1, 0];
        Assert.Equal(rows, Read(Bitmap(1, 2, 24, [0, 255, 0, 0, 0, 0, 255, 0]), 1, 2));
        Assert.Equal(rows, Read(Bitmap(1, -2, 32, [0, 0, 255, 0, 0, 255, 0, 0]), 1, 2));
        Broken("P5 2 2 255 abc"u8.ToArray(), "ends at byte 14");
        Broken("P2 2 x"u8.ToArray(), "byte 5");
        Broken("P2 1 1 3 4"u8.ToArray(), "value 0 is 4");
        Broken(Bitmap(1, 1, 24, [1]), "expected 1 rows of 4 bytes");
        Broken([0xFF, 0xD8, 0xFF], "JPEG");
        Broken([], "empty");
    }

    [Fact]
    public void Other_sizes_and_colours_become_those_of_the_first()
    {
        Save("grey.pgm", "P2 2 2 1 0 1 1 0");
        Save("wide.pgm", "P2 3 1 9 9 0 3");
        Save("red.ppm", "P3 1 1 1 1 0 0");
        var encoder = Make("pixels").Fit(Image("grey.pgm"), Image("wide.pgm"));
        Assert.Equal((FeatureLayout.Dense, 4), (encoder.Layout, encoder.Width));
        Assert.Equal(new FeatureColumn("file", 0, 4, "pixels 2x2 grey"), Assert.Single(encoder.Columns));
        Assert.Equal([0, 1, 1, 0], encoder.Dense(Image("grey.pgm")));

        // 1 and half of 0 over one and a half pixels; half of 0 and a third.
        Assert.Equal([2 / 3f, 2 / 9f, 2 / 3f, 2 / 9f], encoder.Dense(Image("wide.pgm")), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(Enumerable.Repeat(0.299f, 4), encoder.Dense(Image("red.ppm")));
        var halves = Make("pixels", """{"colour":"colour","height":1,"width":2}""").Fit(Image("grey.pgm"));
        Assert.Equal(Enumerable.Repeat(0.5f, 6), halves.Dense(Image("grey.pgm")));
        var loaded = Make("pixels").Reload(encoder);
        Assert.Equal(encoder.Dense(Image("wide.pgm")), loaded.Dense(Image("wide.pgm")));
    }

    [Fact]
    public void Large_first_images_are_shrunk_in_proportion()
    {
        Save("large.pgm", "P2 200 50 1 " + string.Concat(Enumerable.Repeat("1 ", 10_000)));
        var encoder = Make("pixels").Fit(Image("large.pgm"));
        Assert.Equal("pixels 64x16 grey", encoder.Columns[0].Encoding);
        Assert.All(encoder.Dense(Image("large.pgm")), value => Assert.Equal(1, value, 1e-5));
    }

    [Fact]
    public void Missing_images_are_refused_by_name()
    {
        Refused(() => Make("pixels").Fit(Image("nowhere.png")), "'nowhere.png' is not there", _folder);
        Refused(() => Make("pixels").Fit(new FieldValues(Schema)), "field 'file' is empty");
        Refused(() => Make("pixels").Fit(Image("a\0b")), "cannot be read");
        Refused(() => Make("pixels").StartFit(new FieldSchema()), "needs an image field");
    }

    private static byte[] Bitmap(int width, int height, int bits, byte[] rows)
    {
        var header = new byte[54];
        "BM"u8.CopyTo(header);
        (header[10], header[14], header[28]) = (54, 40, (byte)bits);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        return [.. header, .. rows];
    }

    private FieldValues Image(string name)
    {
        var record = new FieldValues(Schema) { Folder = _folder };
        record.Images[0] = name;
        return record;
    }

    private void Save(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private float[] Read(byte[] bytes, int width, int height)
    {
        File.WriteAllBytes(Path.Combine(_folder, "image"), bytes);
        var image = ImageFile.Read(_folder, "image");
        Assert.Equal((width, height), (image.Width, image.Height));
        return image.Samples;
    }

    private void Broken(byte[] bytes, params string[] expected)
    {
        File.WriteAllBytes(Path.Combine(_folder, "broken"), bytes);
        Refused(() => ImageFile.Read(_folder, "broken"), [Path.Combine(_folder, "broken"), .. expected]);
    }
}
