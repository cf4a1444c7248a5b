namespace PluginAL.Scoring.Tests;

public class HammingNeighboursTests
{
    [Fact]
    public void Neighbours_equal_a_sort_of_all_rows()
    {
        Random random = new(3);
        foreach ((int words, int rows, int k) in ((int, int, int)[])[(1, 500, 7), (3, 0, 2), (4, 5, 9), (12, 2000, 10)])
        {
            ulong[] queries = Bits(6 * words), database = Bits(rows * words);
            long[] indices = new long[6 * k], distances = new long[6 * k];
            HammingNeighbours.Search(queries, database, words, k, indices, distances);
            for (int q = 0; q < 6; q++)
            {
                (long Distance, long Row)[] expected = [.. Enumerable.Range(0, rows)
                    .Select(i => (Distances.Hamming(queries.AsSpan(q * words, words), database.AsSpan(i * words, words)), (long)i)).Order().Take(k)];
                for (int j = 0; j < k; j++)
                {
                    Assert.Equal(j < expected.Length ? expected[j].Row : -1, indices[q * k + j]);
                    Assert.Equal(j < expected.Length ? expected[j].Distance : -1, distances[q * k + j]);
                }
            }
        }

        ulong[] Bits(int count)
        {
            ulong[] bits = new ulong[count];
            for (int i = 0; i < count; i++) bits[i] = (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64();
            return bits;
        }
    }
}
