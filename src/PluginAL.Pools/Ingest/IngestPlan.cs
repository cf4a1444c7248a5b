using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>What is settled before the first record is read.</summary>
/// <param name="Schema">The schema, where it is given; else the fields there are decide.</param>
/// <param name="Pipeline">The pipeline to encode with, where it is given.</param>
/// <param name="Fits">Whether featurisers are to be fitted.</param>
/// <param name="NeedsFeatures">Whether the features have to come from the records.</param>
/// <param name="Task">The task of the pool.</param>
/// <param name="FirstRow">The pool's row number of the first record.</param>
internal sealed record IngestPlan(FieldSchema? Schema, FeaturePipeline? Pipeline, bool Fits, bool NeedsFeatures, LearningTask Task, long FirstRow);
