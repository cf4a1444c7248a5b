using PluginAL.Abstractions;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// Says whether the next label is better spent on a row that has labels already or on a new one (Goh and Mueller 2023, "ActiveLab").
/// Each row gets a consensus from its annotators and the model, weighted by how well each agrees with the others; its score is how sure
/// that consensus is, and rows of the lowest score are labelled next, whether or not they have labels. Scores of both kinds
/// are on one scale.
/// </summary>
/// <param name="LabelledScores">How sure each labelled row's class is, in [0, 1]; the lower, the more worth labelling again.</param>
/// <param name="UnlabelledScores">The same for the unlabelled rows.</param>
/// <param name="Consensus">The consensus class of each labelled row.</param>
/// <param name="AnnotatorWeights">The weight of each annotator.</param>
/// <param name="ModelWeight">The weight of the model.</param>
public sealed record ActiveLab(
    IReadOnlyList<double> LabelledScores, IReadOnlyList<double> UnlabelledScores, IReadOnlyList<int> Consensus,
    IReadOnlyList<double> AnnotatorWeights, double ModelWeight)
{
    /// <summary>Marks an annotator who has not labelled a row.</summary>
    public const int NoLabel = -1;

    /// <summary>Scores rows.</summary>
    /// <param name="labels">n × A: each annotator's class of each labelled row, or <see cref="NoLabel"/>; at least one for each row.</param>
    /// <param name="annotatorCount">The number of annotators A.</param>
    /// <param name="labelledProbabilities">n × C probabilities of the labelled rows, from models that did not train on the row.</param>
    /// <param name="unlabelledProbabilities">m × C probabilities of the unlabelled rows.</param>
    /// <param name="classCount">The number of classes C, at least 2.</param>
    /// <returns>The scores.</returns>
    public static ActiveLab Score(
        ReadOnlySpan<int> labels, int annotatorCount, ReadOnlySpan<float> labelledProbabilities, ReadOnlySpan<float> unlabelledProbabilities, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(annotatorCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        var rows = labels.Length / annotatorCount;
        if (labels.Length % annotatorCount != 0 || labelledProbabilities.Length != rows * classCount || unlabelledProbabilities.Length % classCount != 0)
        {
            throw new ArgumentException(
                $"{labels.Length} labels of {annotatorCount} annotators do not go with {labelledProbabilities.Length} and {unlabelledProbabilities.Length} probabilities of {classCount} classes.");
        }

        var majority = Majority(labels, annotatorCount, labelledProbabilities, classCount, rows);
        var (agreement, annotators, model, chance) = Agreement(labels, annotatorCount, labelledProbabilities, classCount, majority);
        var weights = annotators.Select(rate => Weight(rate, chance)).ToArray();
        var modelWeight = Weight(model, chance) * Math.Sqrt(MeanLabels(labels, annotatorCount, rows));
        var likelihood = Math.Clamp(agreement, 1.0 / classCount, 1 - 1e-6);

        var labelled = new double[rows];
        var consensus = new int[rows];
        Span<double> posterior = stackalloc double[classCount];
        for (var i = 0; i < rows; i++)
        {
            Posterior(labels.Slice(i * annotatorCount, annotatorCount), labelledProbabilities.Slice(i * classCount, classCount), weights, modelWeight, likelihood, posterior);
            consensus[i] = ArgMax(posterior);
            labelled[i] = posterior[consensus[i]];
        }

        var unlabelled = new double[unlabelledProbabilities.Length / classCount];
        // An unlabelled row is as if an annotator of average weight had said nothing in particular.
        var average = weights.Average();
        for (var i = 0; i < unlabelled.Length; i++)
        {
            var row = unlabelledProbabilities.Slice(i * classCount, classCount);
            var top = 0f;
            foreach (var p in row)
            {
                top = Math.Max(top, p);
            }

            unlabelled[i] = ((modelWeight * top) + (average / classCount)) / (modelWeight + average);
        }

        return new ActiveLab(labelled, unlabelled, consensus, weights, modelWeight);
    }

    /// <summary>The class that most annotators gave; a tie goes to the one that the model finds likelier.</summary>
    private static int[] Majority(ReadOnlySpan<int> labels, int annotators, ReadOnlySpan<float> probabilities, int classes, int rows)
    {
        var majority = new int[rows];
        var votes = new double[classes];
        for (var i = 0; i < rows; i++)
        {
            Array.Clear(votes);
            var any = false;
            foreach (var label in labels.Slice(i * annotators, annotators))
            {
                if (label == NoLabel)
                {
                    continue;
                }

                if ((uint)label >= (uint)classes)
                {
                    throw PluginALException.Input($"Labelled row {i} has class {label}; there are classes from 0 to {classes - 1}, and {NoLabel} for none.");
                }

                votes[label]++;
                any = true;
            }

            if (!any)
            {
                throw PluginALException.Input($"Labelled row {i} has no label of any annotator; move it to the unlabelled rows.");
            }

            for (var j = 0; j < classes; j++)
            {
                votes[j] += 0.5 * probabilities[(i * classes) + j];
            }

            majority[i] = ArgMax(votes);
        }

        return majority;
    }

    /// <summary>How often annotators agree with one another, each with the consensus, the model with it, and the commonest class alone.</summary>
    private static (double Together, double[] Annotators, double Model, double Chance) Agreement(
        ReadOnlySpan<int> labels, int annotators, ReadOnlySpan<float> probabilities, int classes, int[] majority)
    {
        var (agree, given) = (new double[annotators], new double[annotators]);
        var (together, several, model, modelRows) = (0.0, 0.0, 0.0, 0.0);
        var commonest = new double[classes];
        for (var i = 0; i < majority.Length; i++)
        {
            var row = labels.Slice(i * annotators, annotators);
            var count = 0;
            var same = 0;
            foreach (var label in row)
            {
                count += label == NoLabel ? 0 : 1;
                same += label == majority[i] ? 1 : 0;
            }

            commonest[majority[i]]++;
            if (count < 2)
            {
                continue;
            }

            // A lone label always agrees with its own consensus, so only rows with several tell.
            together += (double)same / count;
            several++;
            modelRows++;
            model += ArgMax(probabilities.Slice(i * classes, classes)) == majority[i] ? 1 : 0;
            for (var a = 0; a < annotators; a++)
            {
                given[a] += row[a] == NoLabel ? 0 : 1;
                agree[a] += row[a] == majority[i] ? 1 : 0;
            }
        }

        var overall = several > 0 ? together / several : 1 - (1.0 / (classes * 2));
        var rates = new double[annotators];
        for (var a = 0; a < annotators; a++)
        {
            // One pseudo-row of average agreement for annotators of few shared rows.
            rates[a] = (agree[a] + overall) / (given[a] + 1);
        }

        var modelRate = modelRows > 0 ? (model + overall) / (modelRows + 1) : overall;
        return (overall, rates, modelRate, commonest.Max() / majority.Length);
    }

    /// <summary>How much better than saying the commonest class always: 1 − error/error of that, at least a trifle.</summary>
    private static double Weight(double agreement, double chance) => Math.Max(1e-3, 1 - ((1 - agreement) / Math.Max(1e-3, 1 - chance)));

    private static double MeanLabels(ReadOnlySpan<int> labels, int annotators, int rows)
    {
        var count = 0;
        foreach (var label in labels)
        {
            count += label == NoLabel ? 0 : 1;
        }

        return rows == 0 ? 1 : (double)count / rows;
    }

    private static void Posterior(
        ReadOnlySpan<int> row, ReadOnlySpan<float> probabilities, double[] weights, double modelWeight, double likelihood, Span<double> posterior)
    {
        var classes = probabilities.Length;
        var total = modelWeight;
        for (var j = 0; j < classes; j++)
        {
            posterior[j] = modelWeight * probabilities[j];
        }

        for (var a = 0; a < row.Length; a++)
        {
            if (row[a] == NoLabel)
            {
                continue;
            }

            total += weights[a];
            for (var j = 0; j < classes; j++)
            {
                posterior[j] += weights[a] * (j == row[a] ? likelihood : (1 - likelihood) / (classes - 1));
            }
        }

        for (var j = 0; j < classes; j++)
        {
            posterior[j] /= total;
        }
    }

    private static int ArgMax<T>(ReadOnlySpan<T> values)
        where T : IComparable<T>
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i].CompareTo(values[best]) > 0 ? i : best;
        }

        return best;
    }

    private static int ArgMax(double[] values) => ArgMax<double>(values.AsSpan());
}
