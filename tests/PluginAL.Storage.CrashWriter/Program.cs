using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Storage;

// Writes rounds into a ledger until it is killed, and says after each commit that the round is saved. The crash tests start
// it. With a third argument it kills itself at that point inside the commit of round 3.
var (path, bytes, point) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args.Length > 2 ? args[2] : null);

using var ledger = Ledger.Open(path);
for (var round = (ledger.Sessions().FirstOrDefault()?.LastRound ?? -1) + 1; ; round++)
{
    using var batch = ledger.Begin();
    for (var i = 0; i < 25; i++)
        batch.Append("s", new LabelGiven($"{round}/{i}", (25 * round) + i, new ClassLabel(i % 3), "truth", 1) { Key = $"{round}/{i}" });
    batch.Append("s", new RoundCompleted(round, "{}"));
    var model = new byte[bytes];
    Array.Fill(model, (byte)round);
    batch.SaveCheckpoint("s", "model", round, model);
    if (point is not null && round == 3)
        ledger.AtPoint = reached =>
        {
            if (reached == point) System.Diagnostics.Process.GetCurrentProcess().Kill();
        };
    batch.Commit();
    Console.WriteLine(round.ToString(CultureInfo.InvariantCulture));
}
