namespace PluginAL.Scoring.Tests;

public class KernelTests
{
    private static readonly KernelPath[] All = [KernelPath.Avx512, KernelPath.Avx2, KernelPath.Vector128, KernelPath.Scalar];

    [Theory]
    [InlineData(null, KernelPath.Avx512)]
    [InlineData("", KernelPath.Avx512)]
    [InlineData("avx512", KernelPath.Avx512)]
    [InlineData("avx2", KernelPath.Avx2)]
    [InlineData("vector128", KernelPath.Vector128)]
    [InlineData("scalar", KernelPath.Scalar)]
    [InlineData("Scalar ", KernelPath.Scalar)]
    public void The_variable_names_a_path_or_leaves_the_best(string? value, KernelPath expected) =>
        Assert.Equal(expected, Kernel.Parse(value, All));

    [Fact]
    public void An_unknown_value_is_refused_in_one_line_that_names_it_and_what_is_allowed()
    {
        string message = Assert.Throws<InvalidOperationException>(() => Kernel.Parse("avx9000", All)).Message;
        Assert.Equal("PLUGINAL_KERNEL is \"avx9000\", which is no kernel path; expected avx512, avx2, vector128, scalar, or nothing for the best.", message);
    }

    [Fact]
    public void A_path_that_the_machine_lacks_is_refused_as_such()
    {
        string message = Assert.Throws<InvalidOperationException>(() => Kernel.Parse("avx2", [KernelPath.Vector128, KernelPath.Scalar])).Message;
        Assert.Equal("PLUGINAL_KERNEL is \"avx2\", which is not supported on this machine; expected vector128, scalar, or nothing for the best.", message);
    }

    [Fact]
    public void The_active_path_is_supported_and_is_what_the_environment_asks_for()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX2") == "0") Assert.Empty(Kernel.Supported.Where(p => p >= KernelPath.Avx2));
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0") Assert.DoesNotContain(KernelPath.Avx512, Kernel.Supported);
        if (Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") == "0") Assert.Equal([KernelPath.Scalar], Kernel.Supported);
        Assert.Contains(Kernel.Active, Kernel.Supported);
        Assert.Equal(Kernel.Parse(Environment.GetEnvironmentVariable(Kernel.EnvironmentVariable), Kernel.Supported), Kernel.Active);
        Assert.Equal(KernelPath.Scalar, Kernel.Supported[^1]);
    }

    [Fact]
    public void Every_path_has_its_name() => Assert.Equal(["avx512", "avx2", "vector128", "scalar"], All.Select(Kernel.NameOf));
}
