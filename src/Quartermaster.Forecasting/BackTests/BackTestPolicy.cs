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

    /// <summary>The tie rule: a forecaster that comes earlier in the list stays chosen unless a later one's WQL is
    /// lower
    /// by more than this share. Lists go from simple to intricate.</summary>
    public double TieShare { get; init; } = 0.005;
}
