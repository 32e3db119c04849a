namespace Quartermaster.Fulfillment.Routes;

/// <summary>How far a way has come.</summary>
internal readonly record struct Label
{
    /// <summary>Where it stands.</summary>
    internal int Facility { get; init; }

    /// <summary>Lanes used.</summary>
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

    /// <summary>Share of parcels that made every connection so far.</summary>
    internal double MadeShare { get; init; }

    /// <summary>Cost of a parcel so far.</summary>
    internal long ParcelMicros { get; init; }

    /// <summary>Cost of a gram so far.</summary>
    internal double MicrosPerGram { get; init; }

    /// <summary>Cost of a cubic centimeter so far.</summary>
    internal double MicrosPerCubicCentimeter { get; init; }

    /// <summary>Whether nothing can be gained by keeping another label of the same facility and departure.</summary>
    internal bool Beats(in Label other) =>
        ReadyMinute <= other.ReadyMinute && Legs <= other.Legs && ParcelMicros <= other.ParcelMicros
        && MicrosPerGram <= other.MicrosPerGram && MicrosPerCubicCentimeter <= other.MicrosPerCubicCentimeter;
}
