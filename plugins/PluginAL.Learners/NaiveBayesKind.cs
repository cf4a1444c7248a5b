namespace PluginAL.Learners;

/// <summary>Which naive Bayes.</summary>
public enum NaiveBayesKind
{
    /// <summary>Each class has a distribution over the columns, and a prior from its number of rows.</summary>
    Multinomial,

    /// <summary>Each class is judged by the distribution of all other classes' rows; no prior.</summary>
    Complement,
}
