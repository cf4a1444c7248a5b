using FsCheck;
using FsCheck.Fluent;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class TopKTests
{
    /// <summary>The definition: a full sort.</summary>
    private static ScoredRow[] FullSort(float[] scores, int k, long firstRow = 0, params long[] excluded) =>
    [
        .. scores.Select((s, i) => new ScoredRow(firstRow + i, s))
            .Where(r => float.IsFinite(r.Score) && !excluded.Contains(r.Row))
            .OrderByDescending(r => r.Score == 0 ? 0f : r.Score).ThenBy(r => r.Row).Take(k),
    ];

    private static void AssertIs(ScoredRow[] expected, TopK actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.Equal(expected, actual.ToArray());
    }

    /// <summary>Scores with many ties, zeros of both signs and a few that are not finite.</summary>
    private static float[] Scores(int count, int seed, bool nonFinite = true)
    {
        Random random = new(seed);
        float[] s = new float[count];
        for (int i = 0; i < count; i++)
        {
            s[i] = random.Next(40) switch
            {
                0 when nonFinite => float.NaN,
                1 when nonFinite => float.PositiveInfinity,
                2 when nonFinite => float.NegativeInfinity,
                3 => -0f,
                4 => 0f,
                < 20 => random.Next(5),
                _ => random.NextSingle() * 6 - 1,
            };
        }
        return s;
    }

    [Fact]
    public void It_agrees_with_a_full_sort_for_every_length_on_every_path()
    {
        for (int count = 0; count <= 300; count += count < 140 ? 1 : 9)
        {
            float[] s = Scores(count, count + 1);
            foreach (int k in (int[])[1, 3, 20, 1000])
            {
                ScoredRow[] expected = FullSort(s, k);
                TopK a = new(k), b = new(k), c = new(k), d = new(k);
                a.Add<LanesScalar>(s, 0, []);
                b.Add<Lanes128>(s, 0, []);
                AssertIs(expected, a);
                AssertIs(expected, b);
                int bad = s.Count(x => !float.IsFinite(x));
                Assert.Equal(bad, a.NonFiniteCount);
                Assert.Equal(bad, b.NonFiniteCount);
                Assert.Equal(Array.FindIndex(s, x => !float.IsFinite(x)), a.FirstNonFiniteRow);
                Assert.Equal(a.FirstNonFiniteRow, b.FirstNonFiniteRow);
                if (!Lanes256.IsSupported) continue;
                c.Add<Lanes256>(s, 0, []);
                AssertIs(expected, c);
                Assert.Equal(bad, c.NonFiniteCount);
                Assert.Equal(a.FirstNonFiniteRow, c.FirstNonFiniteRow);
                if (!Lanes512.IsSupported) continue;
                d.Add<DoubleLanes>(s, 0, []);
                AssertIs(expected, d);
                Assert.Equal(bad, d.NonFiniteCount);
                Assert.Equal(a.FirstNonFiniteRow, d.FirstNonFiniteRow);
            }
        }
    }

    [Fact]
    public void Long_streams_in_any_order_of_blocks_agree_with_a_full_sort()
    {
        float[][] streams =
        [
            Scores(60_000, 1),
            [.. Enumerable.Range(0, 60_000).Select(i => (float)i)],
            [.. Enumerable.Range(0, 60_000).Select(i => (float)-i)],
            [.. Enumerable.Repeat(0.5f, 60_000)],
            [.. Enumerable.Range(0, 60_000).Select(i => i % 2 == 0 ? 0f : -0f)],
            [.. Enumerable.Range(0, 60_000).Select(i => (float)(i / 7 * 7919 % 1009))],
        ];
        foreach (float[] s in streams)
        {
            foreach (int k in (int[])[1, 100, 2500])
            {
                ScoredRow[] expected = FullSort(s, k, 1L << 40);
                foreach (int block in (int[])[60_000, 4096, 777])
                {
                    TopK forward = new(k), backward = new(k);
                    for (int i = 0; i < s.Length; i += block) forward.Add(s.AsSpan(i, Math.Min(block, s.Length - i)), (1L << 40) + i);
                    for (int i = (s.Length - 1) / block * block; i >= 0; i -= block) backward.Add(s.AsSpan(i, Math.Min(block, s.Length - i)), (1L << 40) + i);
                    AssertIs(expected, forward);
                    AssertIs(expected, backward);
                    Assert.Equal(forward.NonFiniteCount, backward.NonFiniteCount);
                    Assert.Equal(forward.FirstNonFiniteRow, backward.FirstNonFiniteRow);
                }
            }
        }
    }

    [Fact]
    public void Merges_in_any_order_give_what_one_selection_gives()
    {
        float[] s = Scores(9000, 7);
        foreach (int k in (int[])[1, 50, 3000])
        {
            TopK one = new(k);
            one.Add(s, 0);
            for (int order = 0; order < 6; order++)
            {
                Random random = new(order);
                TopK[] parts = [.. Enumerable.Range(0, 6).Select(_ => new TopK(k))];
                for (int i = 0; i < s.Length; i += 500) parts[random.Next(6)].Add(s.AsSpan(i, 500), i);
                random.Shuffle(parts);
                TopK all = new(k);
                foreach (TopK part in parts) all.Merge(part);
                AssertIs(one.ToArray(), all);
                Assert.Equal(one.NonFiniteCount, all.NonFiniteCount);
                Assert.Equal(one.FirstNonFiniteRow, all.FirstNonFiniteRow);
            }
        }
    }

    [Fact]
    public void Excluded_rows_neither_enter_nor_count()
    {
        float[] s = Scores(5000, 3);
        Random random = new(1);
        long[] excluded = [-5, .. Enumerable.Range(0, 5000).Where(_ => random.Next(3) == 0).Select(i => 100L + i), 1_000_000];
        foreach (int k in (int[])[1, 100, 10_000])
        {
            TopK top = new(k);
            for (int i = 0; i < 5000; i += 1000) top.Add(s.AsSpan(i, 1000), 100 + i, excluded);
            AssertIs(FullSort(s, k, 100, excluded), top);
            long[] bad = [.. Enumerable.Range(0, 5000).Where(i => !float.IsFinite(s[i]) && !excluded.Contains(100L + i)).Select(i => 100L + i)];
            Assert.Equal(bad.Length, top.NonFiniteCount);
            Assert.Equal(bad[0], top.FirstNonFiniteRow);
        }
    }

    [Fact]
    public void Random_streams_split_at_random_agree_with_a_full_sort()
    {
        Gen<float> score = Gen.OneOf(
            Gen.Choose(-3, 3).Select(i => (float)i),
            Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle),
            Gen.Elements(-0f, 0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue, float.MinValue));
        Gen<(float[] S, int K, int Cut)> cases =
            from count in Gen.Choose(0, 3000)
            from s in Gen.ArrayOf(score, count)
            from k in Gen.Choose(1, 60)
            from cut in Gen.Choose(0, count)
            select (s, k, cut);
        Prop.ForAll(Arb.From(cases), t =>
        {
            TopK left = new(t.K), right = new(t.K);
            right.Add(t.S.AsSpan(t.Cut), t.Cut);
            for (int i = 0; i < t.Cut; i++) left.Add(t.S[i], i);
            left.Merge(right);
            AssertIs(FullSort(t.S, t.K), left);
            Assert.Equal(t.S.Count(x => !float.IsFinite(x)), left.NonFiniteCount);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Fewer_rows_than_k_are_all_kept_in_order()
    {
        TopK top = new(1000);
        top.Add([1f, 3f, float.NaN, 2f], 10);
        Assert.Equal([new(11, 3f), new(13, 2f), new(10, 1f)], top.ToArray());
        Assert.Equal(3, top.Count);
        Assert.Equal(12, top.FirstNonFiniteRow);
    }

    [Fact]
    public void An_empty_selection_has_no_rows_and_no_bad_row()
    {
        TopK top = new(5);
        top.Add([], 0);
        Assert.Empty(top.ToArray());
        Assert.Equal(0, top.NonFiniteCount);
        Assert.Equal(-1, top.FirstNonFiniteRow);
    }

    [Fact]
    public void Looking_does_not_change_what_comes_after()
    {
        float[] s = Scores(6000, 9);
        TopK top = new(100);
        for (int i = 0; i < s.Length; i += 600)
        {
            top.Add(s.AsSpan(i, 600), i);
            Assert.Equal(FullSort(s[..(i + 600)], 100), top.ToArray());
        }
        top.Clear();
        top.Add(s, 0);
        AssertIs(FullSort(s, 100), top);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopK(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopK(1).Add([1f], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopK(1).Add(1f, -1));
        Assert.Throws<ArgumentException>(() => new TopK(1).Merge(new TopK(2)));
        TopK self = new(1);
        Assert.Throws<ArgumentException>(() => self.Merge(self));
    }

    [ProtectedMemoryFact]
    public void Nothing_is_read_beyond_the_scores()
    {
        using ProtectedMemory memory = new(200);
        for (int count = 0; count <= 200; count++)
        {
            Span<float> s = memory.Floats(count);
            for (int i = 0; i < count; i++) s[i] = i % 7;
            TopK top = new(3);
            top.Add(s, 0);
            top.Add<Lanes128>(s, 1000, []);
            Assert.Equal(Math.Min(3, 2 * count), top.Count);
        }
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        float[] s = [.. Enumerable.Range(0, 4096).Select(i => i * 7919 % 4099 / 4099f)];
        long[] excluded = [3, 5, 4000];
        TopK top = new(100);
        top.Add(s, 0, excluded);
        long row = 4096;
        Assert.Equal(0, Sample.Allocations(() => top.Add(s, row += 4096, excluded)));
    }
}
