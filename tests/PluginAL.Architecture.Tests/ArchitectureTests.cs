using System.Reflection;
using System.Reflection.Metadata;
using System.Text;
using System.Text.RegularExpressions;

namespace PluginAL.Architecture.Tests;

public sealed class ArchitectureTests
{
    private static readonly string[] Contracts = ["PluginAL.Abstractions", "PluginAL.Scoring", "PluginAL.Encoding"];

    /// <summary>Their packages are not served everywhere, so eng/integrations.sh builds and tests them.</summary>
    private static readonly string[] OutsideSolution =
        ["PluginAL.MicrosoftML", "PluginAL.MicrosoftML.Tests", "PluginAL.Hosting.McMaster", "PluginAL.Hosting.McMaster.Tests"];

    [Fact]
    public void There_are_projects_to_look_at() =>
        Assert.Contains(Repository.Projects, project => project.RelativePath == "src/PluginAL.Abstractions/PluginAL.Abstractions.csproj");

    [Fact]
    public void Every_project_in_src_has_a_rule() =>
        Assert.All(Repository.Projects, project => Assert.True(ReferenceRules.Cover(project), $"{project} has no rule; add one to {nameof(ReferenceRules)}."));

    [Fact]
    public void Project_references_go_in_the_allowed_directions()
    {
        var wrong =
            from project in Repository.Projects
            from reference in project.References
            let target = Repository.Projects.FirstOrDefault(other => other.Name == reference)
            where target is null || !ReferenceRules.Allow(project, target)
            select $"{project} references {reference}";
        None(wrong);
    }

    [Fact]
    public void References_of_built_assemblies_go_in_the_allowed_directions()
    {
        var wrong =
            from project in Repository.Projects
            from reference in Repository.ReadAssembly(project, ReferencedNames) ?? []
            let target = Repository.Projects.FirstOrDefault(other => other.AssemblyName == reference)
            where target is not null && !ReferenceRules.Allow(project, target)
            select $"{project.AssemblyName} references {reference}";
        None(wrong);
    }

    [Fact]
    public void Only_tests_reference_a_plugin()
    {
        var wrong =
            from project in Repository.Projects
            where project.Area != "tests"
            from reference in project.References
            where Repository.Projects.Any(other => other.Name == reference && other.Area == "plugins")
            select $"{project} references the plugin {reference}";
        None(wrong);
    }

    [Fact]
    public void Every_project_of_the_house_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "PluginAL.sln")).Replace('\\', '/');
        var missing =
            from project in Repository.Projects
            where project.Area is "src" or "plugins" or "tests" && !OutsideSolution.Contains(project.Name) && !solution.Contains($"\"{project.RelativePath}\"", StringComparison.Ordinal)
            select project.RelativePath;
        None(missing);
    }

    [Fact]
    public void Contract_assemblies_share_one_version()
    {
        var contracts = Repository.Projects.Where(project => Contracts.Contains(project.Name)).ToList();
        Assert.All(contracts, project =>
        {
            Assert.Contains(project.Xml.Descendants("Import"), import => (string?)import.Attribute("Project") == "../../eng/Shared.props");
            Assert.Empty(project.Xml.Descendants("AssemblyVersion"));
        });
        var versions = contracts.Select(project => Repository.ReadAssembly(project, reader => reader.GetAssemblyDefinition().Version)).OfType<Version>().Distinct().ToList();
        Assert.True(versions.Count <= 1, string.Join(", ", versions));
        Assert.All(versions, version => Assert.Equal((0, 0), (version.Build, version.Revision)));
    }

    [Fact]
    public void No_public_type_has_the_name_of_the_root_namespace()
    {
        var wrong = Repository.Projects.SelectMany(project => (Repository.ReadAssembly(project, PublicTypes) ?? [])
            .Where(type => type == "PluginAL")
            .Select(type => $"{project.AssemblyName}: {type}"));
        None(wrong);
    }

    [Fact]
    public void No_file_names_a_path_of_the_machine_it_was_written_on()
    {
        // In pieces, or this file would be the first to fail.
        var machinePath = new Regex("(?<![A-Za-z0-9_.)}*-])/(" + string.Join('|', "work", "tmp/wt") + ")/");
        var wrong = Repository.Files(Repository.Root)
            .Where(file => new FileInfo(file).Length < 4_000_000 && Path.GetFileName(file) != ".git")
            .Where(file =>
            {
                var bytes = File.ReadAllBytes(file);
                return !bytes.Contains((byte)0) && machinePath.IsMatch(Encoding.UTF8.GetString(bytes));
            });
        None(wrong);
    }

    /// <summary>Fails with every line: the assertion on collections would cut them short.</summary>
    private static void None(IEnumerable<string> wrong)
    {
        var lines = wrong.ToList();
        Assert.True(lines.Count == 0, string.Join(Environment.NewLine, lines));
    }

    private static List<string> ReferencedNames(MetadataReader reader) =>
        [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];

    private static List<string> PublicTypes(MetadataReader reader) =>
        [.. reader.TypeDefinitions
            .Select(reader.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public or TypeAttributes.NestedPublic)
            .Select(type => reader.GetString(type.Name).Split('`')[0])];
}
