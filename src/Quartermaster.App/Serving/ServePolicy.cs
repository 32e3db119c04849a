using Quartermaster.Domain;

namespace Quartermaster.App.Serving;

/// <summary>The settings of <c>qm serve</c>.</summary>
public sealed record ServePolicy
{
    /// <summary>Requests that are worked on at once; what comes beyond is told to try again (503). 1 to 100,000.
    /// </summary>
    [Setting("requests", AtLeast = 1, AtMost = 100_000)]
    public int MostAtOnce { get; init; } = 512;

    /// <summary>Requests of one key that are worked on at once, and apart from them its streams; what comes beyond is
    /// told to wait (429). 1 to 100,000.</summary>
    [Setting("requests", AtLeast = 1, AtMost = 100_000)]
    public int MostAtOncePerKey { get; init; } = 256;

    /// <summary>Bytes of a request's body; larger ones are refused (413). 1,024 to 64 million.</summary>
    [Setting("bytes", AtLeast = 1_024, AtMost = 64_000_000)]
    public int MostBodyBytes { get; init; } = 1_048_576;

    /// <summary>Seconds within which all of a request's body must have come; slower ones are refused (408). 1 to 3,600.
    /// </summary>
    [Setting("seconds", AtLeast = 1, AtMost = 3_600)]
    public int BodySeconds { get; init; } = 20;

    /// <summary>Minutes that a quoted offer stands, unless the cut-off of its way comes before, and that an option of
    /// an inbound shipment stands; 1 to 1,440.</summary>
    [Setting("minutes", AtLeast = 1, AtMost = 1_440)]
    public int OfferMinutes { get; init; } = 15;

    /// <summary>Minutes that an order is held for its commit; 1 to 1,440.</summary>
    [Setting("minutes", AtLeast = 1, AtMost = 1_440)]
    public int HoldMinutes { get; init; } = 15;

    /// <summary>Minutes by which a client's clock may be ahead of ours; 0 to 60.</summary>
    [Setting("minutes", AtLeast = 0, AtMost = 60)]
    public int ClockSkewMinutes { get; init; } = 5;

    /// <summary>Requests a second of a key that states no limit of its own, each cart of a batch and each message of a
    /// stream counted; what comes beyond is told to wait (429). 1 to 1 million.</summary>
    [Setting("requests/s", AtLeast = 1, AtMost = 1_000_000)]
    public int RequestsPerSecond { get; init; } = 10_000;

    /// <summary>Minutes after which open orders are looked at again; 0 for only when an operator asks. 0 to 1,440.
    /// </summary>
    [Setting("minutes", AtLeast = 0, AtMost = 1_440)]
    public int BacklogMinutes { get; init; }
}
