namespace Quartermaster.Fulfillment.Routes;

/// <summary>How far a way has come.</summary>
internal readonly record struct Label
{
    /// <summary>Where it stands.</summary>
    internal int Facility { get; init; }

    /// <summary>Lanes used; 0 for a first lane that ends at a region: <see cref="LastLane"/>, leaving at
    /// <see cref="ReadyMinute"/>.</summary>
    internal int Legs { get; init; }

    /// <summary>When goods can leave again, at the planned quantiles.</summary>
    internal int ReadyMinute { get; init; }

    /// <summary>Later is too long.</summary>
    internal int DeadlineMinute { get; init; }

    /// <summary>Working minutes so far.</summary>
    internal int ProcessingMinutes { get; init; }

    /// <summary>Medians of the lanes so far.</summary>
    internal int MedianMinutes { get; init; }

    /// <summary>Planned minutes above the medians so far.</summary>
    internal int BufferMinutes { get; init; }

    /// <summary>The lane that it came by.</summary>
    internal int LastLane { get; init; }

    /// <summary>When that lane left.</summary>
    internal int LastDeparture { get; init; }

    /// <summary>A number of all lanes and departures so far: labels that came another way differ.</summary>
    internal ulong Path { get; init; }

    /// <summary>The departure that it left the FC on: its number on that day.</summary>
    internal int Departure { get; init; }

    /// <summary>The latest minute to order for it.</summary>
    internal int CutoffMinute { get; init; }

    /// <summary>Share of parcels that made every connection so far.</summary>
    internal double MadeShare { get; init; }

    /// <summary>Cost of a parcel so far.</summary>
    internal long ParcelMicros { get; init; }

    /// <summary>Cost of a gram so far.</summary>
    internal double MicrosPerGram { get; init; }

    /// <summary>Cost of a cubic centimeter so far.</summary>
    internal double MicrosPerCubicCentimeter { get; init; }

    /// <summary>Limits of parcels met so far: a bit each, as the lane book numbers them.</summary>
    internal int Marks { get; init; }

    /// <summary>What of the costs so far is the price of space.</summary>
    internal LaneSpace Space { get; init; }
}
