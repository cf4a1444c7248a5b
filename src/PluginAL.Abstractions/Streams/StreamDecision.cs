namespace PluginAL.Abstractions;

/// <summary>Whether the label of a row is asked for.</summary>
/// <param name="Ask">True: it is.</param>
/// <param name="Probability">The chance with which the row was asked for, where it was drawn at random; null where the decision was deterministic, or its chance is not known.</param>
public readonly record struct StreamDecision(bool Ask, double? Probability = null);
