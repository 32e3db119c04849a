using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Generation.Places;

/// <summary>What it takes to move a parcel: minutes and money from distance.</summary>
/// <remarks>
/// Reasoning, in US dollars. A long-haul truck costs about $1.6/km all in (ATRI, "An Analysis of the Operational Costs
/// of Trucking", 2023: $2.25 a mile, plus the empty share) and carries about 2,000 parcels of 1.5 kg at usual fill:
/// $0.0008 per parcel and km, split here between the parcel and its weight. Air freight inside the country is taken at
/// $1.20/kg plus distance. A last-mile stop costs $2.30 where homes stand close and $3.40 where they do not (published
/// estimates lie between $2 and $4 for dense routes of a company's own drivers). A carrier's door-to-door parcel starts
/// at about $6 at commercial discounts and grows by zone and weight.
/// Times: trucks drive 75 km/h over roads 1.2 times the straight line, single drivers at most 11 of 21 hours (US hours
/// of service); a late run (95 %) takes an hour and a fifth of the way more.
/// </remarks>
internal static class Haulage
{
    private const double RoadFactor = 1.2;

    /// <summary>One lane by truck.</summary>
    internal static LaneTerms Truck(double kilometers) => new()
    {
        Mode = LaneMode.Truck,
        TransitMinutesMedian = TruckMinutes(kilometers),
        TransitMinutesLate = (int)(TruckMinutes(kilometers) * 1.2) + 60,
        CostPerDeparture = Dollars(60 + (1.6 * RoadFactor * kilometers)),
        CostPerParcel = Dollars(0.15 + (0.0004 * kilometers)),
        CostPerKilogram = Dollars(0.05 + (0.00027 * kilometers)),
        CostPerCubicMeter = Dollars(1.5 + (0.004 * kilometers)),
        ParcelsPerDeparture = 4_000,
    };

    /// <summary>One lane by air, with the drives to and from the airports.</summary>
    internal static LaneTerms Air(double kilometers) => new()
    {
        Mode = LaneMode.Air,
        TransitMinutesMedian = 240 + (int)(kilometers / 780 * 60),
        TransitMinutesLate = 360 + (int)(kilometers / 700 * 60),
        CostPerDeparture = Dollars(900),
        CostPerParcel = Dollars(0.9 + (0.0004 * kilometers)),
        CostPerKilogram = Dollars(1.2 + (0.0006 * kilometers)),
        CostPerCubicMeter = Dollars(30 + (0.02 * kilometers)),
        ParcelsPerDeparture = 3_000,
    };

    /// <summary>The last leg, from a station to the homes of its region.</summary>
    internal static LaneTerms LastMile(int population) => new()
    {
        Mode = LaneMode.LastMile,
        TransitMinutesMedian = 260,
        TransitMinutesLate = 480,
        CostPerParcel = Dollars(population > 4_000_000 ? 2.3 : population > 1_000_000 ? 2.6 : 3.4),
        CostPerKilogram = Dollars(0.08),
        ParcelsPerDeparture = 20_000,
    };

    /// <summary>A carrier's network, door to door: a whole number of days by zone.</summary>
    internal static LaneTerms Courier(double kilometers)
    {
        var days = kilometers < 250 ? 1 : kilometers < 900 ? 2 : kilometers < 1_800 ? 3 : kilometers < 3_000 ? 4 : 5;
        return new()
        {
            Mode = LaneMode.Courier,
            TransitMinutesMedian = (days * 1_440) - 150,
            TransitMinutesLate = (days * 1_440) + (days > 2 ? 1_200 : 120),
            CostPerParcel = Dollars(5.4 + (0.55 * days)),
            CostPerKilogram = Dollars(0.30 + (0.14 * days)),
            CostPerCubicMeter = Dollars(25),
            ParcelsPerDeparture = 5_000,
        };
    }

    // Beyond one shift, ten hours of rest for every eleven behind the wheel.
    private static int TruckMinutes(double kilometers)
    {
        var driving = kilometers * RoadFactor / 75 * 60;
        return 20 + (int)(driving + (600 * Math.Floor(driving / 660)));
    }

    private static Money Dollars(double amount) => Money.Of((decimal)Math.Round(amount, 4));
}

/// <summary>What a lane takes, before it has a name and ends.</summary>
internal sealed record LaneTerms
{
    /// <summary>By what means.</summary>
    internal required LaneMode Mode { get; init; }

    /// <summary>Minutes under way, median.</summary>
    internal required int TransitMinutesMedian { get; init; }

    /// <summary>Minutes under way, 95 % quantile.</summary>
    internal required int TransitMinutesLate { get; init; }

    /// <summary>For one departure.</summary>
    internal Money CostPerDeparture { get; init; }

    /// <summary>For one parcel.</summary>
    internal Money CostPerParcel { get; init; }

    /// <summary>For one kilogram.</summary>
    internal Money CostPerKilogram { get; init; }

    /// <summary>For one cubic meter.</summary>
    internal Money CostPerCubicMeter { get; init; }

    /// <summary>The most parcels on one departure.</summary>
    internal required int ParcelsPerDeparture { get; init; }
}
