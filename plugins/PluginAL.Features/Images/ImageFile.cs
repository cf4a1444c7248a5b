using PluginAL.Abstractions;

namespace PluginAL.Features;

/// <summary>Reads an image file, of the format that its first bytes say.</summary>
internal static class ImageFile
{
    /// <summary>Decodes a file.</summary>
    /// <param name="folder">Where a relative name starts from.</param>
    /// <param name="name">The file's name as it stands in the record.</param>
    /// <exception cref="PluginALException">The file is missing, or no image that is read; the message names it.</exception>
    public static Raster Read(string folder, string name)
    {
        byte[] bytes;
        var path = Path.Combine(folder, name);
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw PluginALException.Input(
                e is FileNotFoundException or DirectoryNotFoundException
                    ? $"image '{name}' is not there (looked for {path}); paths are relative to the folder of the file that names them: put the image there, or correct the path."
                    : $"image '{name}' cannot be read: {e.Message.ReplaceLineEndings(" ")}",
                e);
        }

        try
        {
            return Decode(bytes);
        }
        catch (InvalidDataException e)
        {
            throw PluginALException.Input($"image {path} cannot be decoded: {e.Message}; repair or replace it, or take its row out.", e);
        }
    }

    private static Raster Decode(byte[] bytes) =>
        PngReader.Is(bytes) ? PngReader.Read(bytes)
        : NetpbmReader.Is(bytes) ? NetpbmReader.Read(bytes)
        : BmpReader.Is(bytes) ? BmpReader.Read(bytes)
        : throw new InvalidDataException(
            bytes.Length == 0 ? "it is empty"
            : bytes is [0xFF, 0xD8, ..] ? "it is a JPEG, and PNG, PGM, PPM and BMP are read: convert it to PNG"
            : $"it begins with {Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8)))}, which is no PNG, PGM, PPM or BMP");
}
