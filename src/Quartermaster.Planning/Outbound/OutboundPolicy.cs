using Quartermaster.Domain;

namespace Quartermaster.Planning.Outbound;

/// <summary>The settings of the prices of picking and shipping, and of room on lanes.</summary>
public sealed record OutboundPolicy
{
    /// <summary>Ship days that are looked at, 0 to 28; 0 for no prices.</summary>
    [Setting("days", AtLeast = 0, AtMost = 28)]
    public int Days { get; init; } = 7;

    /// <summary>Days whose departures are looked at, 0 to 7; 0 for no prices of room on lanes.</summary>
    [Setting("days", AtLeast = 0, AtMost = 7)]
    public int LaneDays { get; init; } = 3;

    /// <summary>Stop when the bound is settled within this share of the plan's value; above 0 to 1.</summary>
    [Setting("share of value", Above = 0, AtMost = 1)]
    public double Gap { get; init; } = 0.0002;

    /// <summary>The most times that prices of a day are tried, 1 to 200; a work limit, counted.</summary>
    [Setting("rounds", AtLeast = 1, AtMost = 200)]
    public int MostRounds { get; init; } = 100;

    /// <summary>The most sets of centers that products are told apart by, 1 to 1,024: those that most demand has its
    /// stock in.</summary>
    [Setting("sets of centers", AtLeast = 1, AtMost = 1_024)]
    public int MostStockings { get; init; } = 64;
}
