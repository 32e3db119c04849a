namespace Quartermaster.Domain.Routes;

/// <summary>One way from a fulfillment center to a region: when to order at the latest, and when it is
/// delivered.</summary>
/// <remarks>Times are whole minutes since 1970, UTC. 64 bytes.</remarks>
/// <param name="CutoffMinute">The latest minute at which a product without handling time may be ordered.</param>
/// <param name="DeliveryMinute">When the customer has it at the promise quantile, delivery hours and days kept.</param>
/// <param name="ArrivalMinute">When it reaches the region at the promise quantile.</param>
/// <param name="Departure">The departure that it leaves on: an index into <see cref="RouteTable.Departures"/>.</param>
/// <param name="ProcessingMinutes">Working minutes at the FC and at facilities on the way.</param>
/// <param name="MedianMinutes">Minutes under way, the sum of the legs' medians.</param>
/// <param name="BufferMinutes">Minutes added to the medians to reach the planned quantiles.</param>
/// <param name="Legs">The number of lanes used; 1 or more.</param>
/// <param name="ParcelMicros">Cost of one parcel, however heavy; micros of the planning currency.</param>
/// <param name="MicrosPerGram">Cost of one gram.</param>
/// <param name="MicrosPerCubicCentimeter">Cost of one cubic centimeter.</param>
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
    /// <summary>Mean minutes under way, whatever quantiles are planned with.</summary>
    public float TransitMean { get; init; }

    /// <summary>Standard deviation of the minutes under way, whatever quantiles are planned with.</summary>
    public float TransitDeviation { get; init; }

    // 10⁹ currency units: what costs more is not sent.
    private const double MostMicros = 1e15;

    /// <summary>Minutes under way at a standard normal score: lognormal, of the mean and variance of the legs' sum
    /// (Fenton, IRE Transactions on Communications Systems 8, 1960); exact for one leg.</summary>
    public double TransitMinutes(double score)
    {
        if (TransitMean <= 0)
        {
            return 0;
        }

        var relative = TransitDeviation / (double)TransitMean;
        var variance = Math.Log(1 + (relative * relative));
        return TransitMean * Math.Exp((Math.Sqrt(variance) * score) - (variance / 2));
    }

    /// <summary>What goods add to the cost of a parcel, in whole micros; at most 10⁹ currency units.</summary>
    /// <param name="grams">Weight; 0 or more.</param>
    /// <param name="cubicCentimeters">Volume; 0 or more.</param>
    public long GoodsMicros(double grams, double cubicCentimeters) =>
        (long)Math.Round(Math.Min(
            MostMicros, (grams * MicrosPerGram) + (cubicCentimeters * MicrosPerCubicCentimeter)));
}

/// <summary>A departure from a fulfillment center: its UTC day is the ship day, whose picking slots it takes.</summary>
/// <param name="Origin">The FC.</param>
/// <param name="Lane">The first lane.</param>
/// <param name="DepartureMinute">When it leaves, minutes since 1970.</param>
public readonly record struct RouteDeparture(FacilityId Origin, LaneId Lane, int DepartureMinute);
