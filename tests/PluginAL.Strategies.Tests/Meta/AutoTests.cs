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

    [Fact]
    public void Classes_that_predictions_leave_out_get_their_share()
    {
        // Four clouds of ninety rows; class 0, which chance gave the most labels, is the most probable everywhere.
        var values = new float[360 * 2];
        var probabilities = new float[360 * 4];
        var random = new RandomSource(3, "clouds");
        for (var row = 0; row < 360; row++)
        {
            var cloud = row % 4;
            values[2 * row] = (float)((10 * (cloud % 2)) + random.Uniform(row, 0));
            values[(2 * row) + 1] = (float)((10 * (cloud / 2)) + random.Uniform(row, 1));
            float[] said = [.. new[] { 4.5f, 2.5f, 2.5f, 1.5f }.Select((share, c) => c == cloud ? 1.3f * share : share)];
            for (var c = 0; c < 4; c++)
            {
                probabilities[(4 * row) + c] = said[c] / said.Sum();
            }
        }

        (long, int)[] known = [(0, 0), (4, 0), (8, 0), (12, 0), (1, 1), (5, 1), (2, 2), (6, 2), (3, 3)];
        var pool = new FakeQueryContext(360) { Width = 2, Values = values, ClassCount = 4, Probabilities = probabilities, Known = known };
        var rows = new Auto(new AutoOptions { Random = 0, Breadth = 100 }).Select(pool, 11).Select(row => row.Row).ToList();
        Assert.Equal([5, 5, 5, 5], Enumerable.Range(0, 4).Select(c => rows.Count(row => row % 4 == c) + known.Count(label => label.Item2 == c)));
    }

    [Theory]
    [InlineData(true, 12, 8, 9, 11)]
    [InlineData(true, 3, 1, 0, 2)]
    [InlineData(false, 40, 10, 12, 11)]
    [InlineData(false, 90, 10)]
    public void Counts_that_chance_explains_are_even(bool even, params int[] counts) => Assert.Equal(even, ClassCounts.AreEven(counts));

    [Fact]
    public void The_effective_number_of_classes_is_that_of_as_many_equal_ones()
    {
        Assert.Equal(4, ClassCounts.Effective([7, 7, 7, 7]), 12);
        Assert.Equal(1, ClassCounts.Effective([0, 5, 0]), 12);
        Assert.Equal(1 / (0.5 * 0.5 + 0.25 * 0.25 + 0.25 * 0.25), ClassCounts.Effective([20, 10, 10]), 12);
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
