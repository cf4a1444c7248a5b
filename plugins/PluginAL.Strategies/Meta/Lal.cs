using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Learning active learning (Konyushkova, Sznitman and Fua 2017): a regression, trained on simulated tasks, predicts by how much the
/// accuracy would grow if a row were labelled; the rows with the greatest growth are chosen.
/// </summary>
/// <remarks>
/// Here the regression is a ridge regression on the quadratic terms of <see cref="SelectorFeatures"/>, trained with logistic regression on
/// Gaussian clusters by <c>dotnet run --project eng/TrainSelectors -- lal</c>, which writes the numbers in Meta/lal.txt, the same every time.
/// Each place of a batch goes to the best of 100 random candidates: the cost does not depend on the pool.
/// </remarks>
[Strategy("lal", Summary = "Rows that a regression, learned on simulated tasks, expects to raise the accuracy most.", Needs = Signals.Probabilities)]
public sealed class Lal : IQueryStrategy
{
    private readonly double[] _weights = LearnedSelector.Weights("lal.txt");

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        return LearnedSelector.Select(context, count, _weights);
    }
}
