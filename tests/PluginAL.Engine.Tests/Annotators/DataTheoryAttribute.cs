namespace PluginAL.Engine.Tests.Annotators;

/// <summary>A test on real data, in the folder that the environment variable PLUGINAL_DATA names; without it, it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataTheoryAttribute : TheoryAttribute
{
    private const string Variable = "PLUGINAL_DATA";

    public DataTheoryAttribute(string set)
    {
        if (!File.Exists(Path.Combine(Folder, set, "labels.jsonl")))
        {
            Skip = $"{set}/labels.jsonl was not found; set {Variable} to the folder with the data sets to run this test.";
        }
    }

    public static string Folder => Environment.GetEnvironmentVariable(Variable) ?? "";
}
