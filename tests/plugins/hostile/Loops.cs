namespace Hostile;

/// <summary>Does not return; long enough for any test, and then it does, so that a test run ends.</summary>
internal static class Loops
{
    public static void Forever()
    {
        var end = Environment.TickCount64 + 120_000;
        while (Environment.TickCount64 < end)
        {
            Thread.Sleep(1);
        }
    }
}
