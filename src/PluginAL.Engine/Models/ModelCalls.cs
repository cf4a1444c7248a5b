using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Models;

/// <summary>Calls of models: what they throw is put down to the learner that made them.</summary>
internal static class ModelCalls
{
    public static void PredictLabels(IMultiLabelClassifier model, in FeatureBlock rows, Span<float> probabilities)
    {
        try
        {
            model.PredictLabels(rows, probabilities);
        }
        catch (Exception e) when (PluginOrigin.Blames(model, e))
        {
            throw PluginOrigin.Failure(model, "PredictLabels", e);
        }
    }

    public static void PredictNumbers(IRegressor model, in FeatureBlock rows, Span<float> means, Span<float> variances)
    {
        try
        {
            model.PredictNumbers(rows, means, variances);
        }
        catch (Exception e) when (PluginOrigin.Blames(model, e))
        {
            throw PluginOrigin.Failure(model, "PredictNumbers", e);
        }
    }

    public static void PredictTokens(ISequenceTagger model, in TokenRows rows, in TokenTarget target)
    {
        try
        {
            model.PredictTokens(rows, target);
        }
        catch (Exception e) when (PluginOrigin.Blames(model, e))
        {
            throw PluginOrigin.Failure(model, "PredictTokens", e);
        }

        foreach (var tag in target.BestTags)
        {
            if ((uint)tag >= (uint)model.TagCount)
            {
                throw PluginOrigin.Failure(model, "PredictTokens", new InvalidOperationException($"it gave the tag {tag} where there are {model.TagCount}"));
            }
        }
    }

    /// <summary>Candidates for one row of a block, the most probable first.</summary>
    public static IReadOnlyList<Candidate> Generate(ITextGenerator model, in FeatureBlock block, int index, string text, RandomSource random, long row)
    {
        try
        {
            var answers = model.Generate(Row(block, index), [text], random.For(row.ToString(System.Globalization.CultureInfo.InvariantCulture)), CancellationToken.None);
            return answers is [{ } candidates] && candidates.All(candidate => candidate?.Text is not null)
                ? candidates
                : throw new InvalidOperationException($"it gave {answers?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} lists of candidates for one row, or one that lacks a text");
        }
        catch (Exception e) when (PluginOrigin.Blames(model, e))
        {
            throw PluginOrigin.Failure(model, "Generate", e);
        }
    }

    private static FeatureBlock Row(in FeatureBlock block, int index)
    {
        if (block.Layout == FeatureLayout.Dense)
        {
            return FeatureBlock.Dense(block.Values.Slice(index * block.Width, block.Width), 1, block.Width);
        }

        var offsets = block.RowOffsets.Slice(index, 2);
        var (start, end) = ((int)(offsets[0] - block.RowOffsets[0]), (int)(offsets[1] - block.RowOffsets[0]));
        return FeatureBlock.Sparse(offsets, block.Columns[start..end], block.Values[start..end], block.Width);
    }
}
