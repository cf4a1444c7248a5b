namespace PluginAL.Learners.Internals;

/// <summary>Fits to dense rows.</summary>
internal sealed class DenseFit(TrainingRows rows) : LogisticFit(rows)
{
    private readonly int _stride = DenseProblem.Stride(rows.Width);

    public override int[] Columns => [];

    public override LogisticProblem Problem(int scores, int[] labels, double c) =>
        new DenseProblem(Rows.Packed, Rows.Count, Rows.Width, scores, labels, c);

    public override void Start(EarlierScores start, float[] parameters)
    {
        for (var d = 0; d <= Rows.Width; d++)
        {
            start.Read(d < Rows.Width ? start.Model.Of(d) : start.Model.Intercepts);
            for (var k = 0; k < start.Scores.Length; k++)
            {
                parameters[k * _stride + d] = start.Scores[k];
            }
        }
    }

    public override void Store(float[] parameters, int scores, float[] weights, float[] intercepts, int to)
    {
        for (var k = 0; k < scores; k++)
        {
            for (var d = 0; d < Rows.Width; d++)
            {
                weights[d * intercepts.Length + to + k] = parameters[k * _stride + d];
            }

            intercepts[to + k] = parameters[k * _stride + Rows.Width];
        }
    }
}
