using System.Runtime.Intrinsics;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Which kernels run in this process: the best the processor has, or the one that <c>PLUGINAL_KERNEL</c> names.</summary>
public static class Kernel
{
    /// <summary>The environment variable that forces a path: <c>avx512</c>, <c>avx2</c>, <c>vector128</c> or <c>scalar</c>.</summary>
    public const string EnvironmentVariable = "PLUGINAL_KERNEL";

    // 0: not chosen yet; else the path + 1. Racing threads choose the same.
    private static int s_active;

    /// <summary>The path that every kernel of this process takes. The environment is read once, at the first use.</summary>
    /// <exception cref="InvalidOperationException">The variable names no path, or one that this machine lacks.</exception>
    public static KernelPath Active
    {
        get
        {
            int active = s_active;
            return active != 0 ? (KernelPath)(active - 1) : Choose();
        }
    }

    /// <summary>The paths that this machine supports, best first.</summary>
    /// <remarks><c>avx512</c> is the best unless the runtime says that 512-bit registers slow this processor down.</remarks>
    public static IReadOnlyList<KernelPath> Supported { get; } = Array.AsReadOnly(Order(Vector512.IsHardwareAccelerated));

    /// <summary>The name of a path as printed and as read from the environment: lower case, without spaces.</summary>
    /// <param name="path">A path.</param>
    /// <returns><c>avx512</c>, <c>avx2</c>, <c>vector128</c> or <c>scalar</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not a path.</exception>
    public static string NameOf(KernelPath path) => path switch
    {
        KernelPath.Avx512 => "avx512",
        KernelPath.Avx2 => "avx2",
        KernelPath.Vector128 => "vector128",
        KernelPath.Scalar => "scalar",
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "Not a kernel path."),
    };

    /// <summary>The path that a value of the environment variable asks for; null or empty asks for the best.</summary>
    internal static KernelPath Parse(string? value, IReadOnlyList<KernelPath> supported)
    {
        if (string.IsNullOrWhiteSpace(value)) return supported[0];
        foreach (KernelPath path in supported)
            if (value.Trim().Equals(NameOf(path), StringComparison.OrdinalIgnoreCase)) return path;
        bool known = Enum.GetValues<KernelPath>().Any(p => value.Trim().Equals(NameOf(p), StringComparison.OrdinalIgnoreCase));
        throw new InvalidOperationException(
            $"{EnvironmentVariable} is \"{value}\", which is {(known ? "not supported on this machine" : "no kernel path")}; " +
            $"expected {string.Join(", ", supported.Select(NameOf))}, or nothing for the best.");
    }

    private static KernelPath Choose()
    {
        KernelPath path = Parse(Environment.GetEnvironmentVariable(EnvironmentVariable), Supported);
        s_active = (int)path + 1;
        return path;
    }

    private static KernelPath[] Order(bool wideIsFast)
    {
        KernelPath[] narrower = [KernelPath.Avx2, KernelPath.Vector128, KernelPath.Scalar];
        narrower = [.. narrower.Where(IsSupported)];
        if (!IsSupported(KernelPath.Avx512)) return narrower;
        return wideIsFast ? [KernelPath.Avx512, .. narrower] : [narrower[0], KernelPath.Avx512, .. narrower[1..]];
    }

    private static bool IsSupported(KernelPath path) => path switch
    {
        KernelPath.Avx512 => Lanes512.IsSupported,
        KernelPath.Avx2 => Lanes256.IsSupported,
        KernelPath.Vector128 => Vector128.IsHardwareAccelerated,
        _ => true,
    };
}
