using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests.Meta;

public sealed class AutoTests
{
    [Theory]
    [InlineData(10, 40, true)]
    [InlineData(40, 40, false)]
    [InlineData(60, 20, false)]
    public void Choosing_is_given_up_where_it_finds_fewer_mistakes_than_chance(int chosenWrong, int randomWrong, bool against)
    {
        var evidence = new AutoEvidence();
        Answer(evidence, 0, random: false, chosenWrong);
        Assert.False(evidence.AgainstChoosing);
        Answer(evidence, 1000, random: true, randomWrong);
        Assert.Equal(against, evidence.AgainstChoosing);

        using var bytes = new MemoryStream();
        evidence.Save(bytes);
        bytes.Position = 0;
        var restored = new AutoEvidence();
        restored.Restore(bytes);
        Assert.Equal(against, restored.AgainstChoosing);
        using var again = new MemoryStream();
        restored.Save(again);
        Assert.Equal(bytes.ToArray(), again.ToArray());
    }

    [Fact]
    public void Answers_that_have_not_come_yet_wait()
    {
        var evidence = new AutoEvidence();
        for (var row = 0; row < 30; row++)
        {
            evidence.Expect(row, random: row % 2 == 0, predicted: 0);
        }

        evidence.Learn([], []);
        Assert.False(evidence.AgainstChoosing);
        for (var row = 0; row < 200; row++)
        {
            evidence.Expect(1000 + row, random: row % 2 == 0, predicted: 0);
        }

        // Random rows are all mistaken, chosen ones never.
        long[] rows = [.. Enumerable.Range(1000, 200).Select(row => (long)row)];
        evidence.Learn(rows, [.. rows.Select(row => (Label)new ClassLabel(row % 2 == 0 ? 1 : 0))]);
        Assert.True(evidence.AgainstChoosing);
    }

    private static void Answer(AutoEvidence evidence, int first, bool random, int wrong)
    {
        long[] rows = [.. Enumerable.Range(first, 100).Select(row => (long)row)];
        foreach (var row in rows)
        {
            evidence.Expect(row, random, predicted: 1);
        }

        evidence.Learn(rows, [.. rows.Select(row => (Label)new ClassLabel(row - first < wrong ? 0 : 1))]);
    }
}
