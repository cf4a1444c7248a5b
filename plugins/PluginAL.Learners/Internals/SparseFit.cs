namespace PluginAL.Learners.Internals;

/// <summary>Fits to sparse rows, whose columns are packed (<see cref="SparseRows"/>).</summary>
internal sealed class SparseFit : LogisticFit
{
    private readonly SparseRows _data;

    /// <summary>For each of <see cref="Columns"/> the packed column that has its parameters, and its share of them.</summary>
    private readonly int[] _packed;
    private readonly float[] _shares;

    public SparseFit(TrainingRows rows)
        : base(rows)
    {
        var data = _data = SparseRows.Pack(rows.Offsets, rows.Columns, rows.Packed, rows.Width);
        var shared = data.Shared.Length;
        int[] columns = [.. data.Shared, .. data.FoldedColumns];
        var order = new int[columns.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var fold = new int[data.FoldedColumns.Length];
        for (var f = 0; f < data.FoldedRows.Length; f++)
        {
            fold.AsSpan(data.FoldedStarts[f]..data.FoldedStarts[f + 1]).Fill(f);
        }

        Array.Sort(columns, order);
        Columns = columns;
        _packed = Array.ConvertAll(order, i => i < shared ? i : shared + fold[i - shared]);
        _shares = Array.ConvertAll(order, i => i < shared ? 1 : data.FoldedValues[i - shared] / data.FoldedNorms[fold[i - shared]]);
    }

    public override int[] Columns { get; }

    public override LogisticProblem Problem(int scores, int[] labels, double c) => new SparseProblem(_data, scores, labels, c);

    public override void Start(EarlierScores start, float[] parameters)
    {
        var scores = start.Scores.Length;
        var stride = SparseProblem.Stride(scores);
        for (var j = 0; j < _data.Shared.Length; j++)
        {
            start.Read(start.Model.Of(_data.Shared[j]));
            start.Scores.CopyTo(parameters.AsSpan(j * stride));
        }

        for (var f = 0; f < _data.FoldedRows.Length; f++)
        {
            var target = parameters.AsSpan((_data.Shared.Length + f) * stride, scores);
            for (var m = _data.FoldedStarts[f]; m < _data.FoldedStarts[f + 1]; m++)
            {
                start.Read(start.Model.Of(_data.FoldedColumns[m]));
                var share = _data.FoldedValues[m] / _data.FoldedNorms[f];
                for (var k = 0; k < scores; k++)
                {
                    target[k] += share * start.Scores[k];
                }
            }
        }

        start.Read(start.Model.Intercepts);
        start.Scores.CopyTo(parameters.AsSpan(_data.Width * stride));
    }

    public override void Store(float[] parameters, int scores, float[] weights, float[] intercepts, int to)
    {
        var stride = SparseProblem.Stride(scores);
        for (var i = 0; i < Columns.Length; i++)
        {
            for (var k = 0; k < scores; k++)
            {
                weights[i * intercepts.Length + to + k] = _shares[i] * parameters[_packed[i] * stride + k];
            }
        }

        parameters.AsSpan(_data.Width * stride, scores).CopyTo(intercepts.AsSpan(to));
    }
}
