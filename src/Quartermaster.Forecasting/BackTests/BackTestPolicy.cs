namespace Quartermaster.Forecasting.BackTests;

/// <summary>How forecasters are compared on the past.</summary>
public sealed record BackTestPolicy
{
    /// <summary>How many past days are forecast from.</summary>
    public int Origins { get; init; } = 3;

    /// <summary>Days from one to the next, the last of them this long before the end of history.</summary>
    public int DaysBetween { get; init; } = 28;

    /// <summary>History that the first one must have, days.</summary>
    public int LeastDays { get; init; } = 56;

    /// <summary>Whether each category chooses for itself.</summary>
    public bool ByCategory { get; init; }

    /// <summary>Whether a weighted mean of the best forecasters is compared as well, as the last of the list.</summary>
    public bool Ensemble { get; init; }

    /// <summary>How many forecasters it has at most; each costs its time.</summary>
    public int EnsembleMembers { get; init; } = 4;

    /// <summary>Weights are in proportion to 1 ÷ loss to this power.</summary>
    public double EnsemblePower { get; init; } = 2;

    /// <summary>Members lose no more than this share more than the best.</summary>
    public double EnsembleReach { get; init; } = 0.1;

    /// <summary>Units that came in a segment which weigh as much as what all segments say of who is best.</summary>
    public double PriorUnits { get; init; } = 30;

    /// <summary>The tie rule: a forecaster that comes earlier in the list stays chosen unless a later one's WQL is
    /// lower
    /// by more than this share. Lists go from simple to intricate.</summary>
    public double TieShare { get; init; } = 0.005;
}
