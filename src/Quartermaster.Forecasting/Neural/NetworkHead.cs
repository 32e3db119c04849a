namespace Quartermaster.Forecasting.Neural;

/// <summary>Which of a network's two outputs a forecast is read from.</summary>
public enum NetworkHead
{
    /// <summary>Quantiles, learned one by one.</summary>
    Quantiles,

    /// <summary>A negative binomial distribution of counts: for slow movers, of which there is little to learn
    /// quantiles from.</summary>
    Counts,

    /// <summary>The mean of both, level by level.</summary>
    Both,
}
