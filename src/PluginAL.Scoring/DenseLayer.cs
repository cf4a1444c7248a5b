namespace PluginAL.Scoring;

/// <summary>One fully connected layer of a network: z = b + xᵀW.</summary>
/// <param name="Weights">(inputs, outputs) row-major.</param>
/// <param name="Bias">One value for each output; their number is the layer's width.</param>
public readonly record struct DenseLayer(ReadOnlyMemory<float> Weights, ReadOnlyMemory<float> Bias);
