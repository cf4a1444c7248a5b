namespace PluginAL.Cli.Tests;

/// <summary>A temporary folder in which the tool runs.</summary>
internal sealed class Workspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("pluginal-cli-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public ToolResult Run(params ReadOnlySpan<string> arguments) => Pluginal.Run(Folder, arguments);

    /// <summary>Writes a text file and gives its name.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return name;
    }

    /// <summary>Copies a file or a folder of the stock and gives its name.</summary>
    public string Copy(string source, string name)
    {
        if (Directory.Exists(source))
        {
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(this[name], Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
        else
        {
            File.Copy(source, this[name]);
        }

        return name;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
