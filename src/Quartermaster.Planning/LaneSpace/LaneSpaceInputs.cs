using Quartermaster.Domain;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>What the prices of lane space are worked out from: demand by region and instant, the ways that reach it,
/// and what the lanes of these ways can take.</summary>
public sealed record LaneSpaceInputs
{
    /// <summary>How many centers ways leave from; at most 64.</summary>
    public required int Centers { get; init; }

    /// <summary>What a unit that nobody ships loses, currency; 0 or more.</summary>
    public required double LostPerUnit { get; init; }

    /// <summary>The unit that all goods are taken to be.</summary>
    public required TypicalUnit Typical { get; init; }

    /// <summary>Sets of centers with stock, a bit for each.</summary>
    public required Table<ulong> Stockings { get; init; }

    /// <summary>Units that customers want on a usual day: set of centers × region.</summary>
    public required Matrix Units { get; init; }

    /// <summary>What is ordered at each instant that is looked at, as a multiple of a usual day's orders.</summary>
    public required Table<double> Instants { get; init; }

    /// <summary>Days of lanes, by lane and day.</summary>
    public required Table<LaneDay> LaneDays { get; init; }

    /// <summary>Which of <see cref="Ways"/> are of instant × center × region.</summary>
    public required Groups WaysOf { get; init; }

    /// <summary>The ways that an order of an instant may go.</summary>
    public required Table<LaneWay> Ways { get; init; }
}
