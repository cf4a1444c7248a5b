namespace PluginAL.Engine.Streams;

/// <summary>What was made of one row of a stream.</summary>
/// <param name="Row">Its number in the stream, from 0.</param>
/// <param name="Predicted">The class that the model gave it before its label was known; null before the first model.</param>
/// <param name="Utility">What its label was thought worth; NaN: not to be asked for, or no model yet.</param>
/// <param name="Ask">Whether its label is asked for.</param>
/// <param name="Probability">The chance with which it was asked for, where that is known.</param>
public readonly record struct StreamRow(long Row, int? Predicted, double Utility, bool Ask, double? Probability);
