namespace PluginAL.Pools;

public sealed partial class Pool
{
    private const int MostProblems = 100;

    /// <summary>
    /// Reads every byte of every column: checksums of each 1 MiB block, and what no checksum can say, such as offsets that descend,
    /// columns outside the width, or labels without a class.
    /// </summary>
    /// <param name="progress">Told after each block.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What was found; at most 100 problems.</returns>
    public PoolVerification Verify(Action<PoolProgress>? progress = null, CancellationToken cancellation = default)
    {
        var problems = new List<string>();
        var total = _segments.Sum(segment => segment.Files.Sum(file => file.Length));
        var (files, done) = (0, 0L);
        foreach (var segment in _segments)
        {
            foreach (var file in segment.Files)
            {
                var path = segment.PathOf(file.Name);
                foreach (var block in BlockCheck.WrongBlocks(path, file, Told, cancellation))
                {
                    Add(PoolErrors.Damaged(path, (long)block * BlockFile.BlockSize,
                        $"the CRC-32C of the block from there to byte {Math.Min(file.Length, (block + 1L) * BlockFile.BlockSize)} is not the recorded one").Message);
                }

                files++;
            }

            foreach (var problem in new SegmentCheck(segment, _manifest, cancellation).Problems())
            {
                Add(problem);
            }
        }

        return new PoolVerification(files, done, problems);

        void Told(int bytes)
        {
            done += bytes;
            progress?.Invoke(new PoolProgress("checking", 0, done, total));
        }

        void Add(string problem)
        {
            if (problems.Count < MostProblems)
            {
                problems.Add(problem);
            }
        }
    }
}
