using PluginAL.Abstractions;

namespace PluginAL.Hosting.Tests;

public sealed class PluginReferenceTests
{
    [Theory]
    [InlineData("margin", "margin", null, "margin")]
    [InlineData(" margin ", "margin", null, "margin")]
    [InlineData("density-weighted:beta=2", "density-weighted", null, "density-weighted:beta=2")]
    [InlineData("x:a=1;b=2", "x", null, "x:a=1;b=2")]
    [InlineData("x:a=1,b=2", "x", null, "x:a=1;b=2")]
    [InlineData("x: a = 1 ; b = y=z", "x", null, "x:a=1;b=y=z")]
    [InlineData("x:file=/data/a.dll", "x", null, "x:file=/data/a.dll")]
    [InlineData("x:file=C:\\data\\a.cs", "x", null, "x:file=C:\\data\\a.cs")]
    [InlineData("x:empty=", "x", null, "x:empty=")]
    [InlineData("./bin/My.dll", null, "./bin/My.dll", "./bin/My.dll")]
    [InlineData("My.dll", null, "My.dll", "My.dll")]
    [InlineData("My.DLL:beta=2", null, "My.DLL", "My.DLL:beta=2")]
    [InlineData("./bin/My.dll#margin", "margin", "./bin/My.dll", "./bin/My.dll#margin")]
    [InlineData("./bin/My.dll#margin:a=1;b=2", "margin", "./bin/My.dll", "./bin/My.dll#margin:a=1;b=2")]
    [InlineData("./c#/My.dll#margin", "margin", "./c#/My.dll", "./c#/My.dll#margin")]
    [InlineData("./a.dll/b.dll", null, "./a.dll/b.dll", "./a.dll/b.dll")]
    [InlineData("./odd:folder/My.dll:a=1", null, "./odd:folder/My.dll", "./odd:folder/My.dll:a=1")]
    [InlineData("C:\\bin\\My.dll", null, "C:\\bin\\My.dll", "C:\\bin\\My.dll")]
    [InlineData("C:\\bin\\My.dll#margin:a=1", "margin", "C:\\bin\\My.dll", "C:\\bin\\My.dll#margin:a=1")]
    [InlineData("d:/bin/My.dll:a=c:/x", null, "d:/bin/My.dll", "d:/bin/My.dll:a=c:/x")]
    public void Reads_names_paths_and_options(string text, string? name, string? path, string written)
    {
        var reference = PluginReference.Parse(text);
        Assert.Equal((name, path, written), (reference.Name, reference.Path, reference.ToString()));
        Assert.Equal(reference, PluginReference.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Margin")]
    [InlineData("a--b")]
    [InlineData("margin:")]
    [InlineData("margin:beta")]
    [InlineData("margin:=2")]
    [InlineData("margin:a=1;")]
    [InlineData("margin:a=1;a=2")]
    [InlineData("./bin/My")]
    [InlineData("./bin/My.dll#")]
    [InlineData("./bin/My.dll#Two words")]
    public void Refuses_what_is_no_reference_as_an_error_of_usage(string text)
    {
        var error = Assert.Throws<PluginALException>(() => PluginReference.Parse(text));
        Assert.Equal(ErrorKind.Usage, error.Kind);
    }

    [Theory]
    [InlineData("mine.cs", "mine.cs", null)]
    [InlineData("./mine.cs:a=1", "./mine.cs", null)]
    [InlineData("./mine.cs#two:a=1", "./mine.cs", "two")]
    [InlineData("C:\\mine.cs", "C:\\mine.cs", null)]
    public void A_source_file_is_a_path(string text, string path, string? name)
    {
        var reference = PluginReference.Parse(text);
        Assert.Equal((path, name), (reference.Path, reference.Name));
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("random", "random")]
    [InlineData("random,margin,density-weighted:beta=2,gamma=3,entropy", "random|margin|density-weighted:beta=2;gamma=3|entropy")]
    [InlineData("random, margin", "random|margin")]
    [InlineData("x:a=1;b=2,c=3,y", "x:a=1;b=2;c=3|y")]
    [InlineData("x,a=1,b=2", "x:a=1;b=2")]
    [InlineData("x:a=1,y:b=2,c=3", "x:a=1|y:b=2;c=3")]
    [InlineData("./bin/My.dll,a=1,margin", "./bin/My.dll:a=1|margin")]
    [InlineData("C:\\bin\\My.dll,a=1,./a=b/My.dll", "C:\\bin\\My.dll:a=1|./a=b/My.dll")]
    public void Reads_lists_in_which_options_may_go_on_after_a_comma(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', PluginReference.ParseList(text)));

    [Theory]
    [InlineData("")]
    [InlineData("margin,")]
    [InlineData("margin,,random")]
    [InlineData("beta=2,margin")]
    public void Refuses_lists_with_gaps_or_orphaned_options(string text) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PluginALException>(() => PluginReference.ParseList(text)).Kind);
}
