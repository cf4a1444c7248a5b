using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Scores rows by what the members of a committee say about them: an ensemble, bagging, or passes with dropout.</summary>
/// <remarks>
/// The higher the score, the more worth labelling. A row's score depends on that row alone and has the same bits on every
/// <see cref="KernelPath"/>. A row in which any member has NaN or an infinity, or whose sum exceeds a float, scores NaN, so that <see cref="TopK"/>
/// counts it and never picks it. Entries below zero and members that do not sum to one are not refused here: see
/// <see cref="Probabilities.Check"/>, for which the members are N · M rows of C. Nothing is allocated on the managed heap. One member (M = 1) is legal:
/// it agrees with itself.
/// </remarks>
public static class Committee
{
    // Votes and classes are counted in floats, which are exact up to here.
    internal const int Most = 1 << 24;

    /// <summary>The number of rows to hand over at once, so that a block and its scores stay in the first-level cache.</summary>
    /// <param name="memberCount">M, at least 1.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <returns>A multiple of 8, from 8 to 4,096.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below 1.</exception>
    public static int RowsPerBlock(int memberCount, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(memberCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return Uncertainty.RowsPerBlock((int)Math.Min((long)memberCount * classes, int.MaxValue));
    }

    /// <summary>Writes the measure of each row.</summary>
    /// <param name="measure">What to compute.</param>
    /// <param name="members">(N, M, C) row-major, float32: for each row the M members, for each member C probabilities in [0, 1] that sum to one.</param>
    /// <param name="memberCount">M, from 1 to 2²⁴.</param>
    /// <param name="classes">C, from 1 to 2²⁴.</param>
    /// <param name="scores">N scores; see <see cref="CommitteeMeasure"/> for unit and range. Must not overlap the members.</param>
    /// <remarks>The measures agree with float64 to 1e-6 up to a thousand classes; counts of votes are exact.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Score(CommitteeMeasure measure, ReadOnlySpan<float> members, int memberCount, int classes, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(memberCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memberCount, Most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, Most);
        Shape.Length(members.Length, (long)scores.Length * memberCount * classes, nameof(members));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(measure, members, memberCount, classes, scores); break;
            case KernelPath.Vector128: Run<Lanes128>(measure, members, memberCount, classes, scores); break;
            default: Run<LanesScalar>(measure, members, memberCount, classes, scores); break;
        }
    }

    internal static unsafe void Run<L>(
        CommitteeMeasure measure, ReadOnlySpan<float> members, int memberCount, int classes, Span<float> scores)
        where L : struct, ILanes<L>
    {
        int rows = scores.Length;
        fixed (float* p = members, s = scores)
        {
            switch (measure)
            {
                case CommitteeMeasure.VoteEntropy: MemberTraversal<L, Votes<VoteEntropy>>.Run(p, rows, memberCount, classes, s); break;
                case CommitteeMeasure.ConsensusEntropy:
                    MemberTraversal<L, ConsensusInformation<ConsensusOnly>>.Run(p, rows, memberCount, classes, s);
                    break;
                case CommitteeMeasure.MeanKullbackLeibler:
                case CommitteeMeasure.MutualInformation:
                    MemberTraversal<L, ConsensusInformation<LessMembers>>.Run(p, rows, memberCount, classes, s);
                    break;
                case CommitteeMeasure.VariationRatio: MemberTraversal<L, Votes<VariationRatio>>.Run(p, rows, memberCount, classes, s); break;
                case CommitteeMeasure.MaxDisagreement: MemberTraversal<L, MaxDisagreement>.Run(p, rows, memberCount, classes, s); break;
                case CommitteeMeasure.MeanStandardDeviation: MemberTraversal<L, MeanDeviation>.Run(p, rows, memberCount, classes, s); break;
                default: throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure over a committee.");
            }
        }
    }
}
