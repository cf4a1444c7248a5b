namespace PluginAL.Strategies;

/// <summary>How expected costs become a score.</summary>
public enum CostRule
{
    /// <summary>The least expected cost of any decision, minⱼ Σ_c p_c C[c, j]: high where every decision is expensive.</summary>
    LeastCost,

    /// <summary>Minus the gap between the least and the second least expected cost: high where two decisions are as good.</summary>
    CostMargin,
}
