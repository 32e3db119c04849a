namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>An order.</summary>
/// <param name="Order">The client's own code, 1 to 100 characters: the same again is the same order.</param>
/// <param name="Items">What is wanted; 1 to 100 lines; lines of one product add up.</param>
/// <param name="Destination">Where to.</param>
internal sealed record OrderPost(string Order, IReadOnlyList<ItemAsk> Items, Destination Destination)
{
    /// <summary>The speed wanted, or the next slower one there is; default: what the shop shows first.</summary>
    public string? Speed { get; init; }

    /// <summary>The offer that the customer took, as the promise gave it: it is kept or refused.</summary>
    public string? Offer { get; init; }

    /// <summary>fill_or_kill: all lines or none. fill_available (default): what there is, the rest is refused.
    /// fill_all: what there is is held until the client commits or cancels, if not all can ship.</summary>
    public string? Fill { get; init; }

    /// <summary>ship (default), or hold: held until the client commits, for as long as the answer says.</summary>
    public string? Action { get; init; }

    /// <summary>Who orders, by the client's own code, 1 to 100 characters: open orders of one customer to one region
    /// may leave as one parcel. Only a key of it is kept. Default: nobody in particular.</summary>
    public string? Customer { get; init; }

    /// <summary>When the customer ordered, ISO 8601; default: now. At most a day ago.</summary>
    public string? PlacedAt { get; init; }
}

/// <summary>What has become of an order.</summary>
/// <param name="Order">Its code.</param>
/// <param name="State">held, decided, shipped, cancelled, expired (a hold that ended by itself) or cut.</param>
/// <param name="IsRepeated">Whether the order was given, or the step taken, before: nothing was changed.</param>
internal sealed record OrderAnswer(string Order, string State, bool IsRepeated)
{
    /// <summary>The speed it was promised at; of an order that was given before, the one that was asked for.</summary>
    public string? Speed { get; init; }

    /// <summary>By when it was promised.</summary>
    public string? Promised { get; init; }

    /// <summary>Where it goes; not known where an earlier build wrote the order.</summary>
    public string? Region { get; init; }

    /// <summary>What was asked for; told of an order that was given before.</summary>
    public IReadOnlyList<ShippedItem>? Items { get; init; }

    /// <summary>Until when it is held.</summary>
    public string? HeldUntil { get; init; }

    /// <summary>Freight and handling of all of it; of an earlier order it is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>What ships from where, one location each; of an order that was given before, what has not left.
    /// </summary>
    public IReadOnlyList<FulfillmentAnswer> Fulfillments { get; init; } = [];

    /// <summary>What has left, from where; of a cancelled order too.</summary>
    public IReadOnlyList<FulfillmentAnswer> Shipped { get; init; } = [];

    /// <summary>What of it is still on its way to the location that ships it: the order leaves when it is there.
    /// </summary>
    public IReadOnlyList<WaitingItem> Waiting { get; init; } = [];

    /// <summary>What does not ship, and why; of an order that was given before, what it asked for and has not got: it
    /// could not be had from the first, or was cut since. Nothing where the whole order was cancelled or expired.
    /// </summary>
    public IReadOnlyList<UnfulfillableAnswer> Unfulfillable { get; init; } = [];

    /// <summary>After a short pick: by when what does not ship as promised could be had, under a code of its own.
    /// </summary>
    public NextOffer? NextOffer { get; init; }
}

/// <summary>What one center ships.</summary>
/// <param name="From">The center.</param>
/// <param name="Items">What.</param>
internal sealed record FulfillmentAnswer(string From, IReadOnlyList<ShippedItem> Items)
{
    /// <summary>When it is delivered, at the promise quantile; not known of an earlier order.</summary>
    public string? Delivery { get; init; }

    /// <summary>Whether it is being picked.</summary>
    public bool IsPicked { get; init; }

    /// <summary>The day on which it is to leave; told of what has not left of an order given before.</summary>
    public string? ShipDay { get; init; }

    /// <summary>The last cut-off of that day by which it can still leave and keep its promise, by the ways there are
    /// now; told with the day, where there is such a way.</summary>
    public string? Cutoff { get; init; }
}

/// <summary>Units of a product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Units">How many.</param>
internal readonly record struct ShippedItem(string Product, int Units);

/// <summary>Units of a product that are still on their way.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">The location that they come to, and ship from.</param>
/// <param name="Units">How many.</param>
internal sealed record WaitingItem(string Product, string Facility, int Units)
{
    /// <summary>The day on which the last of them is due now, by the open purchase order lines and in the turn in which
    /// orders wait; in lists of orders that wait, where it is known.</summary>
    public string? Due { get; init; }
}

/// <summary>A line that does not ship.</summary>
/// <param name="Product">The product.</param>
/// <param name="Units">How many.</param>
/// <param name="Code">The reason's name.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record UnfulfillableAnswer(string Product, int Units, string Code, string Message);

/// <summary>What can be had instead of what was refused.</summary>
/// <param name="Speed">The speed.</param>
/// <param name="Promised">By when.</param>
/// <param name="Items">For what: of some orders only a part can be had.</param>
internal sealed record NextOffer(string Speed, string Promised, IReadOnlyList<ShippedItem> Items)
{
    /// <summary>What a request brings to be held to it.</summary>
    public string? Offer { get; init; }

    /// <summary>Until when that stands.</summary>
    public string? Expires { get; init; }

    /// <summary>Why the speed that was asked for is not the one.</summary>
    public string? WhyNotAsked { get; init; }
}

/// <summary>An order is being picked.</summary>
internal sealed record PickPost
{
    /// <summary>The center; default: all of them.</summary>
    public string? From { get; init; }
}

/// <summary>Goods of an order have left.</summary>
internal sealed record ShipPost
{
    /// <summary>The center; default: all of them.</summary>
    public string? From { get; init; }

    /// <summary>When, ISO 8601; default: now.</summary>
    public string? At { get; init; }

    /// <summary>Whether what is there has left without what the order still waits for there: that goes in a later
    /// parcel. Default: false, and such a parcel is refused.</summary>
    public bool Part { get; init; }
}
