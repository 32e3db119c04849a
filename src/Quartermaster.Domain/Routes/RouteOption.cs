using System.Runtime.InteropServices;
using Quartermaster.Numerics;

namespace Quartermaster.Domain.Routes;

/// <summary>One way from a fulfillment center to a region: when to order at the latest, and when it is
/// delivered.</summary>
/// <remarks>Times are whole minutes since 1970, UTC. 80 bytes.</remarks>
/// <param name="CutoffMinute">The latest minute at which a product without handling time may be ordered.</param>
/// <param name="DeliveryMinute">When the customer has it at the promise quantile, delivery hours and days kept.</param>
/// <param name="ArrivalMinute">When it reaches the region at the promise quantile.</param>
/// <param name="Departure">The departure that it leaves on: an index into <see cref="PairRoutes.Departures"/>.</param>
/// <param name="ProcessingMinutes">Working minutes at the FC and at facilities on the way.</param>
/// <param name="MedianMinutes">Minutes under way, the sum of the legs' medians.</param>
/// <param name="BufferMinutes">Minutes added to the medians to reach the planned quantiles.</param>
/// <param name="Legs">The number of lanes used; 1 or more.</param>
/// <param name="ParcelMicros">Cost of one parcel, however heavy; micros of the planning currency.</param>
/// <param name="MicrosPerGram">Cost of one gram.</param>
/// <param name="MicrosPerCubicCentimeter">Cost of one cubic centimeter.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RouteOption(
    int CutoffMinute,
    int DeliveryMinute,
    int ArrivalMinute,
    int Departure,
    int ProcessingMinutes,
    int MedianMinutes,
    int BufferMinutes,
    int Legs,
    long ParcelMicros,
    double MicrosPerGram,
    double MicrosPerCubicCentimeter)
{
    /// <summary>Share of parcels that miss a connection of the way, by what its lanes take, 0 to 1; the slack before
    /// departures counts.</summary>
    public float MissedShare { get; init; }

    /// <summary>Planned minutes under way on the last lane.</summary>
    public int LastMinutes { get; init; }

    /// <summary>Mean minutes under way on the last lane, whatever quantile is planned with.</summary>
    public float LastMean { get; init; }

    /// <summary>Standard deviation of the minutes under way on the last lane.</summary>
    public float LastDeviation { get; init; }

    /// <summary>The lane that ends at the region.</summary>
    public LaneId LastLane { get; init; }

    /// <summary>The leg before it, by its number among <see cref="PairRoutes.Legs"/>; −1 for a way of one lane. One
    /// more is kept, so that the default says so.</summary>
    public int LegBefore { get => _legBefore - 1; init => _legBefore = value + 1; }

    /// <summary>The number of lanes used; 1 or more.</summary>
    public int Legs { get => _legs; init => _legs = (ushort)value; }

    /// <summary>Minutes that goods on the last lane stand still before they arrive, on days on which they do not move;
    /// 0 to 65,535.</summary>
    public int LastPauseMinutes { get => _lastPause; init => _lastPause = (ushort)value; }

    /// <summary>When the last lane leaves, minutes since 1970.</summary>
    public int LastDepartureMinute => ArrivalMinute - LastMinutes - LastPauseMinutes;

    private readonly int _legBefore;

    // Two that are small share four bytes: there are millions of options.
    private readonly ushort _legs = (ushort)Legs;
    private readonly ushort _lastPause;

    // 10⁹ currency units: what costs more is not sent.
    private const double MostMicros = 1e15;

    /// <summary>Minutes under way on the last lane at a standard normal score: lognormal.</summary>
    public double LastTransit(double score)
    {
        if (LastMean <= 0)
        {
            return 0;
        }

        var relative = LastDeviation / (double)LastMean;
        var variance = Math.Log(1 + (relative * relative));
        return LastMean * Math.Exp((Math.Sqrt(variance) * score) - (variance / 2));
    }

    /// <summary>The share of parcels that are there by a minute: connections made, and the last lane in time; 0 to 1.
    /// </summary>
    /// <param name="minute">Minutes since 1970, within delivery hours.</param>
    /// <param name="pauseMinutes">Of the minutes from arrival to then, those in which goods on the last lane stand
    /// still: see <see cref="RouteTable.ShareBy"/>.</param>
    public double ShareBy(int minute, int pauseMinutes = 0)
    {
        var left = (double)LastMinutes + minute - ArrivalMinute - pauseMinutes;
        if (LastMean <= 0 || LastDeviation <= 0 || left <= 0)
        {
            return left < LastMean || left < 0 ? 0 : 1 - MissedShare;
        }

        var relative = LastDeviation / (double)LastMean;
        var variance = Math.Log(1 + (relative * relative));
        var score = (Math.Log(left / LastMean) + (variance / 2)) / Math.Sqrt(variance);
        return (1 - MissedShare) * Normal.Cdf(score);
    }

    /// <summary>What goods add to the cost of a parcel, in whole micros; at most 10⁹ currency units.</summary>
    /// <param name="grams">Weight; 0 or more.</param>
    /// <param name="cubicCentimeters">Volume; 0 or more.</param>
    public long GoodsMicros(double grams, double cubicCentimeters) =>
        GoodsMicros(grams, cubicCentimeters, MicrosPerGram, MicrosPerCubicCentimeter);

    /// <summary>The same of given rates. Several times for every promise, so its range stands in the minimum alone.
    /// </summary>
    /// <param name="grams">Weight; 0 or more.</param>
    /// <param name="cubicCentimeters">Volume; 0 or more.</param>
    /// <param name="microsPerGram">Cost of one gram.</param>
    /// <param name="microsPerCubicCentimeter">Cost of one cubic centimeter.</param>
    public static long GoodsMicros(
        double grams, double cubicCentimeters, double microsPerGram, double microsPerCubicCentimeter) =>
        double.ConvertToIntegerNative<long>(Math.Round(double.MinNative(
            (grams * microsPerGram) + (cubicCentimeters * microsPerCubicCentimeter), MostMicros)));
}

/// <summary>A departure from a fulfillment center: its UTC day is the ship day, whose picking slots it takes.</summary>
/// <param name="Origin">The FC.</param>
/// <param name="Lane">The first lane.</param>
/// <param name="DepartureMinute">When it leaves, minutes since 1970.</param>
public readonly record struct RouteDeparture(FacilityId Origin, LaneId Lane, int DepartureMinute);
