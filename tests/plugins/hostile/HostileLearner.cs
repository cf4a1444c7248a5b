using PluginAL.Abstractions;

namespace Hostile;

/// <summary>Breaks the contract of learning in the way that its option names.</summary>
/// <param name="how">The way; without one its model is sure of nothing.</param>
[Learner("hostile-learner", Summary = "Breaks the contract of learning.", Gives = Signals.Probabilities)]
public sealed class HostileLearner(string how) : ILearner
{
    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        switch (how)
        {
            case "throws":
                throw new ArithmeticException("it does not add up");
            case "null":
                return null!;
            case "hangs":
                Loops.Forever();
                break;
        }

        return new HostileModel(how, data.Features.Width, data.ClassCount + (how == "one-class-too-many" ? 1 : 0));
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => throw new NotSupportedException("cannot read");
}
