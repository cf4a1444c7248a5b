using PluginAL.Engine.Metrics;

namespace PluginAL.Engine.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Accuracy_and_macro_f1_are_those_computed_by_hand()
    {
        // Truth 0: 3 right, 1 as class 1. Truth 1: 2 right, 2 as class 0. Class 2 never occurs, and is predicted once, for truth 1.
        var matrix = new ConfusionMatrix(3);
        foreach (var (truth, predicted) in ((int, int)[])[(0, 0), (0, 0), (0, 0), (0, 1), (1, 1), (1, 1), (1, 0), (1, 0), (1, 2)])
        {
            matrix.Add(truth, predicted);
        }

        Assert.Equal(5.0 / 9, matrix.Accuracy, 12);
        Assert.Equal(((2 * 3.0 / (4 + 5)) + (2 * 2.0 / (5 + 3))) / 2, matrix.MacroF1, 12);
        Assert.Equal([[3, 1, 0], [2, 2, 1], [0, 0, 0]], matrix.ToRows());
    }

    [Fact]
    public void A_class_that_is_never_predicted_counts_as_zero()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.Add(0, 0);
        matrix.Add(1, 0);
        Assert.Equal((2.0 / 3) / 2, matrix.MacroF1, 12);
    }
}
