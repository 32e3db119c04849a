using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Outbound;

/// <summary>What the prices of picking and shipping are worked out from: demand by region and day, the centers that
/// have it, and what each can ship.</summary>
public sealed record OutboundInputs
{
    /// <summary>The centers; at most 64.</summary>
    public required FacilityId[] Centers { get; init; }

    /// <summary>The first ship day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>What shipping a unit costs, slowness counted: center × region, currency; as much as losing it or more
    /// where there is no way.</summary>
    public required Matrix Costs { get; init; }

    /// <summary>What a unit that nobody ships loses, currency; 0 or more.</summary>
    public required double LostPerUnit { get; init; }

    /// <summary>Sets of centers with stock, a bit for each of <see cref="Centers"/>.</summary>
    public required Table<ulong> Stockings { get; init; }

    /// <summary>Units that customers want on a usual day: set of centers × region.</summary>
    public required Matrix Units { get; init; }

    /// <summary>Each ship day's demand as a multiple of a usual day's.</summary>
    public required Table<double> DayFactors { get; init; }

    /// <summary>Units that a center can still ship: center × ship day; infinite for no limit.</summary>
    public required Table<double> Limits { get; init; }

    /// <summary>Yesterday's prices, to start from: center × ship day.</summary>
    public required Table<double> LastPrices { get; init; }
}
