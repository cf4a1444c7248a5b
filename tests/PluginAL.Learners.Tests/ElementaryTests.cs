using System.Runtime.Intrinsics;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners.Tests;

public sealed class ElementaryTests
{
    [Fact]
    public void The_exponential_is_right_to_two_ulp()
    {
        for (var x = 0f; x >= -87; x -= 0.00137f)
        {
            var e = Elementary.ExpNonPositive(Vector256.Create(x))[3];
            Assert.InRange(e, Math.Exp(x) * (1 - 2.5e-7), Math.Exp(x) * (1 + 2.5e-7));
        }

        Assert.Equal(1f, Elementary.ExpNonPositive(Vector256<float>.Zero)[0]);
        Assert.Equal(0f, Elementary.ExpNonPositive(Vector256.Create(-87.1f))[0]);
        Assert.Equal(0f, Elementary.ExpNonPositive(Vector256.Create(float.NegativeInfinity))[0]);
    }

    [Fact]
    public void The_logarithms_are_right()
    {
        for (var x = 1f; x < 1e6f; x *= 1.00037f)
        {
            Assert.InRange(Elementary.LogFromOne(Vector256.Create(x))[5] - Math.Log(x), -2e-7 * Math.Max(1, Math.Log(x)), 2e-7 * Math.Max(1, Math.Log(x)));
        }

        for (var x = 1e-12; x < 1e12; x *= 1.0037)
        {
            Assert.InRange(Elementary.Log(x) - Math.Log(x), -4e-16 * Math.Max(1, Math.Abs(Math.Log(x))), 4e-16 * Math.Max(1, Math.Abs(Math.Log(x))));
        }

        Assert.Equal(0, Elementary.Log(1));
    }

    [Fact]
    public void Two_class_losses_hold_far_out()
    {
        Rows2.Logistic(Vector256.Create(-200f, -20, -1, 0, 1, 20, 200, 0), out var p, out var log);
        Assert.Equal(0f, p[0]);
        Assert.Equal(0.5f, p[3]);
        Assert.Equal(1f, p[6]);
        Assert.Equal(200f, Rows2.Loss(-200, log[0], 1));
        Assert.Equal(0f, Rows2.Loss(-200, log[0], 0));
        Assert.Equal(Math.Log(1 + Math.Exp(-1)), Rows2.Loss(1, log[4], 1), 1e-6);
        Assert.Equal(Math.Log(1 + Math.Exp(1)), Rows2.Loss(1, log[4], 0), 1e-6);
    }
}
