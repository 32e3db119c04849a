namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>A line of a cart or an order.</summary>
/// <param name="Product">The product's code.</param>
/// <param name="Units">How many; 1 to 100,000.</param>
internal sealed record ItemAsk(string Product, int Units = 1);

/// <summary>Where to: a region, or a postal code and its country.</summary>
internal sealed record Destination
{
    /// <summary>The region's code, in any case.</summary>
    public string? Region { get; init; }

    /// <summary>A postal code, in place of a region: the longest prefix in the table postal counts. Case, spaces and
    /// hyphens do not.</summary>
    public string? PostalCode { get; init; }

    /// <summary>The postal code's country, ISO 3166-1 alpha-2, for example US.</summary>
    public string? Country { get; init; }
}

/// <summary>By when can this cart be there?</summary>
/// <param name="Items">The cart; 1 to 100 lines; lines of one product add up.</param>
/// <param name="Destination">Where to.</param>
/// <remarks>What has a default other than nothing can be set: compiled contracts know no other way.</remarks>
internal sealed record PromiseAsk(IReadOnlyList<ItemAsk> Items, Destination Destination)
{
    /// <summary>When the customer asks, ISO 8601; default: now.</summary>
    public string? At { get; init; }

    /// <summary>The speeds wanted, such as one_day; default: all five.</summary>
    public IReadOnlyList<string>? Speeds { get; init; }

    /// <summary>Whether what is not offered says why; it costs some microseconds. Default: true.</summary>
    public bool Reasons { get; set; } = true;

    /// <summary>Whether each line of several is promised by itself, too. Default: true.</summary>
    public bool Split { get; set; } = true;

    /// <summary>Whether offers come with what an order brings to be held to them. Default: true.</summary>
    public bool Quotes { get; set; } = true;
}

/// <summary>Many carts at once.</summary>
/// <param name="Carts">1 to 1,000 carts.</param>
internal sealed record PromiseBatchAsk(IReadOnlyList<PromiseAsk> Carts);

/// <summary>What a cart can be promised.</summary>
/// <param name="At">From when, in the region's local time.</param>
/// <param name="Region">Where to.</param>
/// <param name="Zone">The region's time zone.</param>
/// <param name="Currency">Of all costs, ISO 4217.</param>
/// <param name="Sequence">The ledger's sequence that stock was read at.</param>
/// <param name="Offers">Everything together, one offer per speed, fastest first.</param>
internal sealed record PromiseAnswer(
    string At, string Region, string Zone, string Currency, long Sequence, IReadOnlyList<OfferAnswer> Offers)
{
    /// <summary>What is not offered, and why.</summary>
    public IReadOnlyList<ConstraintAnswer> NotOffered { get; init; } = [];

    /// <summary>Each line by itself: what a customer gets who would rather not wait for all of it.</summary>
    public IReadOnlyList<LineAnswer>? Split { get; init; }

    /// <summary>What the shop would rather promise: together, or split; absent where each line is not promised by
    /// itself, or nothing can be promised.</summary>
    public string? Preferred { get; init; }
}

/// <summary>An offer: a quote, which claims nothing.</summary>
/// <param name="Speed">The speed.</param>
/// <param name="Promised">By when everything is there.</param>
/// <param name="Ship">When it leaves the center that is last.</param>
/// <param name="Delivery">When it comes: in a delivery window where the region has windows; else not before the fastest
/// way. Not after the promise.</param>
/// <param name="Cost">Freight, without handling.</param>
/// <param name="Confidence">The share of such carts that are complete by the promise, 0 to 1.</param>
/// <param name="From">The centers that ship.</param>
/// <param name="Expires">Until when an order may bring <paramref name="Offer"/>.</param>
/// <param name="Offer">What an order brings to be held to this offer; absent where none was asked for.</param>
internal sealed record OfferAnswer(
    string Speed, string Promised, Interval Ship, Interval Delivery, decimal Cost, double Confidence,
    IReadOnlyList<string> From, string Expires, string? Offer)
{
    /// <summary>What of it is still on its way to the centers that ship, where promise.arrivalShare promises such
    /// goods; absent where all of it is there.</summary>
    public IReadOnlyList<ArrivingItem>? Arriving { get; init; }
}

/// <summary>A stretch of time.</summary>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end.</param>
internal readonly record struct Interval(string From, string To);

/// <summary>Why a speed is not offered.</summary>
/// <param name="Speed">The speed.</param>
/// <param name="Type">stock, cutoff, lane, lane_full, capacity, handling, window or input.</param>
/// <param name="Code">The reason's name.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record ConstraintAnswer(string Speed, string Type, string Code, string Message);

/// <summary>One line by itself.</summary>
/// <param name="Product">The product.</param>
/// <param name="Units">How many.</param>
/// <param name="Offers">Its offers, fastest first.</param>
internal sealed record LineAnswer(string Product, int Units, IReadOnlyList<OfferAnswer> Offers);

/// <summary>Answers to many carts, in turn.</summary>
/// <param name="Answers">One per cart.</param>
internal sealed record PromiseBatchAnswer(IReadOnlyList<CartAnswer> Answers);

/// <summary>One of them: an answer, or what is wrong with the cart.</summary>
internal sealed record CartAnswer
{
    /// <summary>The answer.</summary>
    public PromiseAnswer? Promise { get; init; }

    /// <summary>What is wrong with the cart; the others are answered all the same.</summary>
    public Problem? Problem { get; init; }
}
