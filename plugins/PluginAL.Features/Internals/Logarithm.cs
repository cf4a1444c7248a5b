namespace PluginAL.Features;

/// <summary>
/// The natural logarithm from additions, multiplications and divisions alone, which IEEE 754 fixes to the bit: the same on
/// every platform, which <see cref="Math.Log(double)"/> does not promise.
/// </summary>
internal static class Logarithm
{
    private const double Ln2 = 0.693147180559945309;
    private const double Sqrt2 = 1.41421356237309505;

    /// <summary>ln x for a normal x &gt; 0, to within a few units in the last place.</summary>
    public static double Of(double x)
    {
        // x = 2^e m with m in [√½, √2); ln m = 2 artanh z = 2 (z + z³/3 + z⁵/5 + …) with z = (m − 1)/(m + 1), |z| < 0.172.
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > Sqrt2)
        {
            mantissa /= 2;
            exponent++;
        }

        var z = (mantissa - 1) / (mantissa + 1);
        var square = z * z;
        var sum = 0.0;
        for (var k = 23; k >= 1; k -= 2)
        {
            sum = (sum * square) + (1.0 / k);
        }

        return (exponent * Ln2) + (2 * z * sum);
    }
}
