namespace Quartermaster.Forecasting.Smoothing;

/// <summary>How the trend of a smoothed series goes on.</summary>
internal enum EtsTrend : byte
{
    /// <summary>N: there is none.</summary>
    None,

    /// <summary>A: for ever.</summary>
    Steady,

    /// <summary>Ad: each day a share of the day before.</summary>
    Damped,
}

/// <summary>How weekdays act on the level of a smoothed series.</summary>
internal enum EtsSeason : byte
{
    /// <summary>N: not at all.</summary>
    None,

    /// <summary>A: units more or less.</summary>
    Added,

    /// <summary>M: a multiple; the errors are multiples of the mean as well.</summary>
    Multiplied,
}

/// <summary>One of the models of exponential smoothing, by what it is made of.</summary>
/// <param name="Trend">Its trend.</param>
/// <param name="Season">Its week; errors are additive unless it is multiplied.</param>
/// <remarks>The taxonomy of Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008), tables 2.2
/// and 2.3. Additive errors with a multiplied week, and the reverse, are left out: they add little.</remarks>
internal readonly record struct EtsForm(EtsTrend Trend, EtsSeason Season)
{
    internal const int DaysOfWeek = 7;

    internal bool IsMultiplied => Season == EtsSeason.Multiplied;

    /// <summary>How many gains are searched for: α, β, γ, φ as far as they act.</summary>
    internal int Gains => 1 + (Trend == EtsTrend.None ? 0 : 1) + (Season == EtsSeason.None ? 0 : 1)
        + (Trend == EtsTrend.Damped ? 1 : 0);

    /// <summary>All that is taken from the data: gains, what the states start from, and the variance.</summary>
    internal int Parameters => Gains + 1 + (Trend == EtsTrend.None ? 0 : 1)
        + (Season == EtsSeason.None ? 0 : DaysOfWeek - 1) + 1;

    /// <summary>The usual name, such as "ANA" or "MAdM".</summary>
    public override string ToString() => (IsMultiplied ? "M" : "A")
        + (Trend switch { EtsTrend.None => "N", EtsTrend.Steady => "A", _ => "Ad" })
        + (Season switch { EtsSeason.None => "N", EtsSeason.Added => "A", _ => "M" });
}

/// <summary>How fast a smoothed series follows what comes.</summary>
/// <param name="Level">α, 0 to 1.</param>
/// <param name="Trend">β, 0 to α.</param>
/// <param name="Week">γ, 0 to 1 − α.</param>
/// <param name="Damping">φ, 0.8 to 0.98; 1 for a steady trend.</param>
internal readonly record struct EtsGains(double Level, double Trend, double Week, double Damping);
