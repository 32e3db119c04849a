namespace Quartermaster.Domain.Routes;

/// <summary>A way that no other one of its FC beats for whoever is ready at a minute and has a deadline.</summary>
/// <param name="Origin">The FC's index among the table's origins.</param>
/// <param name="Option">The option's number.</param>
/// <param name="CutoffMinute">The latest minute to order.</param>
/// <param name="ShipDay">The day number of its ship day.</param>
/// <param name="ParcelMicros">Cost of one parcel, micros.</param>
/// <param name="MicrosPerGram">Cost of one gram.</param>
/// <param name="MicrosPerCubicCentimeter">Cost of one cubic centimeter.</param>
public readonly record struct CheapWay(
    int Origin, int Option, int CutoffMinute, int ShipDay, long ParcelMicros, double MicrosPerGram,
    double MicrosPerCubicCentimeter);

/// <summary>The cheapest ways of all FCs to one region for one deadline, by parcel cost.</summary>
public sealed class CheapWays
{
    private readonly CheapWay[] _ways;

    internal CheapWays(CheapWay[] ways, int deadline, int from)
    {
        (_ways, Deadline, From, Until) = (ways, deadline, from, int.MaxValue);
        (LeastPerGram, LeastPerCubicCentimeter) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (ref readonly var way in ways.AsSpan())
        {
            Until = Math.Min(Until, way.CutoffMinute);
            Origins |= 1UL << way.Origin;
            LeastPerGram = Math.Min(LeastPerGram, way.MicrosPerGram);
            LeastPerCubicCentimeter = Math.Min(LeastPerCubicCentimeter, way.MicrosPerCubicCentimeter);
        }
    }

    /// <summary>The ways, by parcel cost, then FC, then option.</summary>
    public ReadOnlySpan<CheapWay> Ways => _ways;

    /// <summary>The FCs that any of them leaves from: a bit each.</summary>
    public ulong Origins { get; }

    /// <summary>The least cost of a gram by any of them.</summary>
    public double LeastPerGram { get; }

    /// <summary>The least cost of a cubic centimeter by any of them.</summary>
    public double LeastPerCubicCentimeter { get; }

    internal int Deadline { get; }

    internal int From { get; }

    // Until the first of them can no longer be reached, all of them stay the cheapest: who is ready later reaches
    // nothing new.
    internal int Until { get; }
}
