namespace PluginAL.Learners.Tests;

/// <summary>A fact about a data set that is not in the repository: skipped, and said so, where PLUGINAL_DATA names no folder that has it.</summary>
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string file)
    {
        if (!File.Exists(Find(file)))
        {
            Skip = $"'{file}' was not found; let the variable PLUGINAL_DATA name the folder of the data sets to run this test.";
        }
    }

    public static string Find(string file) => Path.Combine(Environment.GetEnvironmentVariable("PLUGINAL_DATA") ?? "", file);
}
