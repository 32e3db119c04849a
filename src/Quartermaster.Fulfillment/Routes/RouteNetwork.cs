using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>The network that routes run over: the tables as they were imported.</summary>
public sealed record RouteNetwork
{
    /// <summary>Where goods rest and pass through.</summary>
    public required Table<Facility> Facilities { get; init; }

    /// <summary>Connections.</summary>
    public required Table<Lane> Lanes { get; init; }

    /// <summary>When lanes leave; a lane without a row leaves on demand.</summary>
    public required Table<Departure> Departures { get; init; }

    /// <summary>Dates on which lanes leave otherwise.</summary>
    public Table<DepartureException> Exceptions { get; init; } = new([]);

    /// <summary>Dates on which goods under way on lanes stand still or move, whatever the week says.</summary>
    public Table<TransitException> TransitExceptions { get; init; } = new([]);

    /// <summary>Days on which facilities do not work and regions do not receive.</summary>
    public required Table<ClosedDay> ClosedDays { get; init; }

    /// <summary>At which levels promises to regions are planned, and from when; regions without one at the policy's. A
    /// table of routes is planned at those in force on the day after its first.</summary>
    public Table<PromiseLevel> Levels { get; init; } = new([]);

    /// <summary>Departures that can take no more: no way uses them, so that what they kept from the table is found.
    /// </summary>
    public IReadOnlySet<(LaneId Lane, int Minute)> Full { get; init; } = NoneFull;

    /// <summary>No departure is full.</summary>
    public static IReadOnlySet<(LaneId Lane, int Minute)> NoneFull { get; } = new HashSet<(LaneId, int)>();

    /// <summary>Local days on which a region can receive no more, by the minute at which they begin: what would come
    /// then comes on the next day of deliveries.</summary>
    public IReadOnlySet<(RegionId Region, int StartMinute)> FullDays { get; init; } = NoFullDays;

    /// <summary>No day is full, and no window.</summary>
    public static IReadOnlySet<(RegionId Region, int StartMinute)> NoFullDays { get; } =
        new HashSet<(RegionId, int)>();

    /// <summary>Windows in which a region can receive no more, by the minute at which they begin: what would come then
    /// comes in the next one.</summary>
    public IReadOnlySet<(RegionId Region, int FromMinute)> FullWindows { get; init; } = NoFullDays;

    /// <summary>Whether nothing is full.</summary>
    public bool IsWhole => Full.Count + FullDays.Count + FullWindows.Count == 0;

    /// <summary>Where customers are.</summary>
    public required Table<Region> Regions { get; init; }

    /// <summary>In which hours goods are delivered; a region without a row has the hours of its day.</summary>
    public Table<DeliveryWindow> DeliveryWindows { get; init; } = new([]);

    /// <summary>IANA names of the zones: the catalog's list.</summary>
    public required CodeList Zones { get; init; }

    /// <summary>Rows that routes cannot use. They are left out; the others go on.</summary>
    public IReadOnlyList<Finding> Check()
    {
        var findings = new List<Finding>();
        for (var row = 0; row < Facilities.Count; row++)
        {
            Add(row, RouteChecks.BrokenRule(Facilities.Rows[row], Zones));
        }

        for (var row = 0; row < Regions.Count; row++)
        {
            Add(row, RouteChecks.BrokenRule(Regions.Rows[row], Zones));
        }

        for (var row = 0; row < DeliveryWindows.Count; row++)
        {
            Add(row, RouteChecks.BrokenRule(DeliveryWindows.Rows[row]));
        }

        for (var row = 0; row < Lanes.Count; row++)
        {
            Add(row, RouteChecks.BrokenRule(Lanes.Rows[row]));
        }

        for (var row = 0; row < Departures.Count; row++)
        {
            Add(row, RouteChecks.BrokenRule(Departures.Rows[row]));
        }

        for (var row = 0; row < Exceptions.Count; row++)
        {
            Add(row, RouteChecks.BrokenRule(Exceptions.Rows[row]));
        }

        for (var row = 0; row < TransitExceptions.Count; row++)
        {
            Add(row, TransitExceptions.Rows[row].Lane.Value < 1 ? "A day of transit belongs to a lane." : null);
        }

        return findings;

        void Add(int row, string? rule)
        {
            if (rule is not null)
            {
                findings.Add(new(row, rule));
            }
        }
    }
}
