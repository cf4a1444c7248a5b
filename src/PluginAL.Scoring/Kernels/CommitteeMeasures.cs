using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Whether the members' own entropies are in it.</summary>
internal interface IMemberTerms
{
    static abstract bool On { get; }
}

internal readonly struct ConsensusOnly : IMemberTerms { public static bool On => false; }

internal readonly struct LessMembers : IMemberTerms { public static bool On => true; }

/// <summary>H(p̄), or with members the mean over them of Σ p ln p, less Σ p̄ ln p̄: BALD, and the mean KL to the consensus.</summary>
/// <remarks>The difference is taken class by class, exponents from exponents and logarithms from logarithms, so little is lost where
/// the members nearly agree.</remarks>
internal readonly unsafe struct ConsensusInformation<TMembers> : IMemberMeasure where TMembers : struct, IMemberTerms
{
    private const int Lanes = 8;

    public static int Passes => 1;

    public static int StateColumns(int members) => 3;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        L total = L.Zero, value = L.Load(state + Lanes), error = L.Load(state + 2 * Lanes), divisor = L.Broadcast(members);
        nint step = (nint)count * Lanes;
        for (nint k = 0; k < step;)
        {
            L a = L.Zero, b = L.Zero;
            for (nint stop = Math.Min(step, k + MemberState.Fold); k < stop; k += Lanes)
            {
                L sum = L.Zero, e = L.Zero, l = L.Zero, ce = L.Zero, cl = L.Zero;
                float* end = columns + k + members * step;
                for (float* p = columns + k; p < end; p += step)
                {
                    L x = L.Load(p);
                    sum = L.Add(sum, x);
                    if (TMembers.On) LaneMath.AddXLogX(x, ref e, ref l);
                }
                total = L.Add(total, sum);
                if (TMembers.On)
                {
                    LaneMath.AddXLogX(L.Divide(sum, divisor), ref ce, ref cl);
                    a = L.Add(a, L.NegatedMultiplyAdd(ce, divisor, e));
                    b = L.Add(b, L.NegatedMultiplyAdd(cl, divisor, l));
                }
                else
                {
                    LaneMath.AddXLogX(L.Divide(sum, divisor), ref a, ref b);
                }
            }
            MemberState.AddLogs(a, b, ref value, ref error);
        }
        MemberState.Add(state, 0, total);
        L.Store(value, state + Lanes);
        L.Store(error, state + 2 * Lanes);
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L>
    {
        L sum = MemberState.Sum<L>(state, 1);
        return TMembers.On ? MemberState.NotNegative(L.Divide(sum, L.Broadcast(members))) : L.Subtract(L.Zero, sum);
    }
}

/// <summary>The greatest KL of any member to the consensus.</summary>
/// <remarks>p ln (p ÷ p̄) = p̄ · t ln t with t = p ÷ p̄: where the members nearly agree, ln t is small, and so is its error.</remarks>
internal readonly unsafe struct MaxDisagreement : IMemberMeasure
{
    private const int Lanes = 8;

    public static int Passes => 1;

    // For each member the two parts of Σ p ln (p ÷ p̄).
    public static int StateColumns(int members) => 1 + 2 * members;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        Consensus<L>(columns, members, count, scratch, state);
        nint step = (nint)count * Lanes;
        for (nint m = 0; m < members; m++)
        {
            L e = L.Zero, l = L.Zero;
            float* p = columns + m * step;
            for (nint k = 0; k < step; k += Lanes)
            {
                L mean = L.Load(scratch + k), te = L.Zero, tl = L.Zero;
                LaneMath.AddXLogX(L.Divide(L.Load(p + k), mean), ref te, ref tl);
                e = L.MultiplyAdd(mean, te, e);
                l = L.MultiplyAdd(mean, tl, l);
            }
            MemberState.Add(state, 1 + 2 * m, e);
            MemberState.Add(state, 2 + 2 * m, l);
        }
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L>
    {
        L greatest = L.Zero;
        for (nint m = 0; m < members; m++) greatest = L.Max(MemberState.Logs<L>(state, 1 + 2 * m), greatest);
        return greatest; // from zero upward; a NaN shows in the sum
    }

    /// <summary>p̄ of each class; where it is 0, so is every p, and any other divisor does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Consensus<L>(float* columns, int members, int count, float* means, float* state) where L : struct, ILanes<L>
    {
        L total = L.Zero, divisor = L.Broadcast(members), smallest = L.Broadcast(LaneMath.SmallestNormal);
        nint step = (nint)count * Lanes;
        for (nint k = 0; k < step; k += Lanes)
        {
            // With the rounding errors: over hundreds of members they would cost more accuracy than all the logarithms.
            L sum = L.Zero, lost = L.Zero;
            float* end = columns + k + members * step;
            for (float* p = columns + k; p < end; p += step)
            {
                sum = LaneMath.TwoSum(sum, L.Load(p), out L error);
                lost = L.Add(lost, error);
            }
            sum = L.Add(sum, lost);
            total = L.Add(total, sum);
            L.Store(L.Max(L.Divide(sum, divisor), smallest), means + k);
        }
        MemberState.Add(state, 0, total);
    }
}

/// <summary>What is made of the number of votes for each class.</summary>
internal interface IVoteMeasure
{
    /// <summary>Whether a class must not be taken twice.</summary>
    static abstract bool TakesOnce { get; }

    /// <summary>Takes the votes for one class into two running values that start at zero.</summary>
    static abstract void Take<L>(L votes, L members, ref L a, ref L b) where L : struct, ILanes<L>;

    static abstract L Finish<L>(L a, L b, L members) where L : struct, ILanes<L>;
}

/// <summary>The votes of the members.</summary>
/// <remarks>State: column 1 + 2m has the number of member m's class as a float, column 2 + 2m its probability.</remarks>
internal readonly unsafe struct Votes<T> : IMemberMeasure where T : struct, IVoteMeasure
{
    private const int Lanes = 8;

    public static int Passes => 1;

    public static int StateColumns(int members) => 1 + 2 * members;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        L total = L.Zero, one = L.Broadcast(1f);
        nint step = (nint)count * Lanes;
        for (nint m = 0; m < members; m++)
        {
            float* p = columns + m * step, kept = state + (1 + 2 * m) * Lanes;
            L vote = L.Load(kept), best = L.Load(kept + Lanes), c = L.Broadcast(first), sum = L.Zero;
            if (first == 0) best = L.Broadcast(float.NegativeInfinity);
            for (nint k = 0; k < step; k += Lanes)
            {
                L x = L.Load(p + k);
                sum = L.Add(sum, x);
                vote = L.Select(L.GreaterThan(x, best), c, vote);
                best = L.Max(x, best);
                c = L.Add(c, one);
            }
            total = L.Add(total, sum);
            L.Store(vote, kept);
            L.Store(best, kept + Lanes);
        }
        MemberState.Add(state, 0, total);
    }

    /// <summary>Goes over the classes or over the members, whichever are fewer; a class is then counted by its first member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L>
    {
        L a = L.Zero, b = L.Zero, all = L.Broadcast(members);
        int candidates = Math.Min(members, classes);
        for (nint i = 0; i < candidates; i++)
        {
            L vote = classes <= members ? L.Broadcast(i) : L.Load(state + (1 + 2 * i) * Lanes);
            L count = Count(state, members, vote);
            if (T.TakesOnce && classes > members) count = L.And(count, IsFirst(state, i, vote));
            T.Take(count, all, ref a, ref b);
        }
        return T.Finish(a, b, all);
    }

    /// <summary>How many members vote for a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Count<L>(float* state, int members, L vote) where L : struct, ILanes<L>
    {
        L count = L.Zero, one = L.Broadcast(1f);
        float* end = state + (1 + 2 * (nint)members) * Lanes;
        for (float* v = state + Lanes; v < end; v += 2 * Lanes) count = L.Add(count, L.And(L.Equal(L.Load(v), vote), one));
        return count;
    }

    /// <summary>All bits set where no member before <paramref name="member"/> votes as it does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L IsFirst<L>(float* state, nint member, L vote) where L : struct, ILanes<L>
    {
        L seen = L.Zero;
        float* end = state + (1 + 2 * member) * Lanes;
        for (float* v = state + Lanes; v < end; v += 2 * Lanes) seen = L.Or(seen, L.Equal(L.Load(v), vote));
        return L.Select(seen, L.Zero, L.Equal(L.Zero, L.Zero));
    }
}

/// <summary>−Σ v/M ln v/M.</summary>
internal readonly struct VoteEntropy : IVoteMeasure
{
    public static bool TakesOnce => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<L>(L votes, L members, ref L a, ref L b) where L : struct, ILanes<L> =>
        LaneMath.AddXLogX(L.Divide(votes, members), ref a, ref b);

    public static L Finish<L>(L a, L b, L members) where L : struct, ILanes<L> =>
        L.Subtract(L.Zero, L.MultiplyAdd(a, L.Broadcast(LaneMath.ExponentLn2), b));
}

/// <summary>1 − the modal vote's share.</summary>
internal readonly struct VariationRatio : IVoteMeasure
{
    public static bool TakesOnce => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<L>(L votes, L members, ref L a, ref L b) where L : struct, ILanes<L> => a = L.Max(votes, a);

    public static L Finish<L>(L a, L b, L members) where L : struct, ILanes<L> => L.Divide(L.Subtract(members, a), members);
}

/// <summary>The variance of one class over the members, as a pair of passes over columns in the cache.</summary>
internal static unsafe class Deviation
{
    /// <summary>Σ (x − mean)² ÷ M; adds the values to <paramref name="total"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Variance<L>(float* column, nint step, int members, L divisor, ref L total) where L : struct, ILanes<L>
    {
        L sum = L.Zero, squares = L.Zero;
        float* end = column + members * step;
        for (float* p = column; p < end; p += step) sum = L.Add(sum, L.Load(p));
        total = L.Add(total, sum);
        L mean = L.Divide(sum, divisor);
        for (float* p = column; p < end; p += step)
        {
            L d = L.Subtract(L.Load(p), mean);
            squares = L.MultiplyAdd(d, d, squares);
        }
        return L.Divide(squares, divisor);
    }
}

/// <summary>The mean over classes of the standard deviation over members.</summary>
internal readonly unsafe struct MeanDeviation : IMemberMeasure
{
    private const int Lanes = 8;

    public static int Passes => 1;

    public static int StateColumns(int members) => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        L total = L.Zero, deviations = L.Zero, divisor = L.Broadcast(members);
        nint step = (nint)count * Lanes;
        for (nint k = 0; k < step; k += Lanes)
        {
            L variance = Deviation.Variance(columns + k, step, members, divisor, ref total);
            deviations = L.Add(deviations, LaneRoot.Sqrt(variance, scratch + k));
        }
        MemberState.Add(state, 0, total);
        MemberState.Add(state, 1, deviations);
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L> =>
        L.Divide(L.Load(state + Lanes), L.Broadcast(classes));
}

/// <summary>The variance over members of a single value.</summary>
internal readonly unsafe struct MemberVariance : IMemberMeasure
{
    private const int Lanes = 8;

    public static int Passes => 1;

    public static int StateColumns(int members) => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<L>(int pass, float* columns, int members, int first, int count, float* scratch, float* state)
        where L : struct, ILanes<L>
    {
        L total = L.Zero;
        L.Store(Deviation.Variance(columns, Lanes, members, L.Broadcast(members), ref total), state + Lanes);
        MemberState.Add(state, 0, total);
    }

    public static L Finish<L>(float* state, int members, int classes, float parameter) where L : struct, ILanes<L> => L.Load(state + Lanes);
}
