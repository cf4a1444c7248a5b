using System.Xml.Linq;

namespace PluginAL.Architecture.Tests;

/// <summary>What a project file says.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Area">The first folder of its path, such as src.</param>
/// <param name="RelativePath">Its path from the root, with forward slashes.</param>
/// <param name="AssemblyName">The name of what it builds.</param>
/// <param name="References">The names of the projects that it references.</param>
/// <param name="Xml">The file.</param>
internal sealed record Project(string Name, string Area, string RelativePath, string AssemblyName, IReadOnlyList<string> References, XDocument Xml)
{
    public static Project Read(string path)
    {
        var xml = XDocument.Load(path);
        var relative = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
        var name = Path.GetFileNameWithoutExtension(path);
        var references = xml.Descendants("ProjectReference")
            .Where(element => (string?)element.Attribute("Include") is not null)
            .Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value.Replace('\\', '/')));
        return new Project(name, relative.Split('/')[0], relative, xml.Descendants("AssemblyName").FirstOrDefault()?.Value ?? name, [.. references], xml);
    }

    public override string ToString() => RelativePath;
}
