namespace PluginAL.Scoring;

/// <summary>
/// A measure over independent label probabilities p, each in [0, 1] (they need not sum to one). The higher, the more worth labelling.
/// </summary>
/// <remarks>f = 2p − 1 stands for the decision value of the papers, which were written for classifiers with a signed output: −1 is a
/// certain no, 1 a certain yes, 0 the boundary.</remarks>
public enum MultiLabelMeasure
{
    /// <summary>1 − min |f|, in [0, 1]: how near the boundary the least certain label is (Brinker 2006, "On active learning in multi-label
    /// classification", binary minimum).</summary>
    BinaryMinimumConfidence,

    /// <summary>Suppose that the row has the label k of the greatest p and no other: the summed hinge loss Σ max(0, 1 − y f), with y = 1 for
    /// k and −1 else, = 2 (1 + Σ p − 2 max p), in [0, 2 max(1, L − 1)] (after Li, Wang and Sung 2004, "Multilabel SVM active learning for image
    /// classification"). Hard decisions (p is 0 or 1) give twice the number of labels that differ.</summary>
    MaxLoss,

    /// <summary>Suppose each label k in turn to be the only one: the mean over k of the hinge loss of the whole row, max(0, 1 − Σ y f), in
    /// [0, L + 1] (after Li, Wang and Sung 2004). Not the mean of <see cref="MaxLoss"/>: the hinge is taken of the sum.</summary>
    MeanMaxLoss,

    /// <summary>|(the number of labels with p &gt; ½) − the mean number of labels of the labelled rows|, at least 0 (Li and Guo 2013, "Active
    /// learning with multi-label SVM classification", label cardinality inconsistency). Needs that mean.</summary>
    CardinalityInconsistency,
}
