namespace PluginAL.Engine.Measurement;

/// <summary>What a model said of a row that it had not learned from, and whether the label agreed.</summary>
/// <param name="First">The probability, in [0, 1], of the class that it predicted.</param>
/// <param name="Second">The probability of the next class.</param>
/// <param name="IsCorrect">Whether it was right.</param>
/// <param name="IsRandom">Whether the row was drawn evenly from all.</param>
internal readonly record struct UnseenAnswer(double First, double Second, bool IsCorrect, bool IsRandom);
