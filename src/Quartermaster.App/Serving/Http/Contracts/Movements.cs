namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>Goods that have moved inside the house, come back, gone or changed their owner.</summary>
/// <param name="Movements">1 to 10,000 movements, each by itself, in the turn in which they happened.</param>
internal sealed record MovementsPost(IReadOnlyList<MovementPost> Movements);

/// <summary>One movement of units of a product.</summary>
/// <param name="Key">The sender's own name of this movement, 1 to 100 characters: the same again changes nothing.
/// </param>
/// <param name="Kind">depart: off the shelf, under way to another facility. arrive: from being under way onto the
/// shelf. lose_in_transit: under way, and will not arrive. return: back from a customer. damage: off the shelf, there
/// and not sellable. restore: from there onto the shelf. dispose, return_to_vendor: from there out of the house.
/// change_owner: on the shelf, from one owner to another.</param>
/// <param name="Product">The product's code.</param>
/// <param name="Facility">Where the units are, or come to: of depart the facility that they leave, of arrive and
/// lose_in_transit the one that they are under way to.</param>
/// <param name="Units">How many; 1 to 100,000,000.</param>
internal sealed record MovementPost(string Key, string Kind, string Product, string Facility, long Units)
{
    /// <summary>The facility that a transfer goes to; of depart, and of no other kind.</summary>
    public string? To { get; init; }

    /// <summary>Whose the units are; left out for the retailer.</summary>
    public string? Owner { get; init; }

    /// <summary>Whose they are from now on, of change_owner alone; left out for the retailer.</summary>
    public string? ToOwner { get; init; }

    /// <summary>Whether what comes back can be sold, of return alone. Default: true.</summary>
    public bool? IsSellable { get; init; }

    /// <summary>When it happened, ISO 8601; default: now. Not before the days that the ledger remembers.</summary>
    public string? At { get; init; }
}

/// <summary>What became of a batch of movements; it is safe on disk.</summary>
/// <param name="Posted">How many were posted now.</param>
/// <param name="AlreadyPosted">How many were told before; nothing changed.</param>
/// <param name="Outcomes">What became of each, in the turn in which they were given.</param>
internal sealed record MovementsAnswer(int Posted, int AlreadyPosted, IReadOnlyList<MovementOutcome> Outcomes)
{
    /// <summary>Claims of orders that were released: they waited for units that will not arrive.</summary>
    public int ClaimsReleased { get; init; }

    /// <summary>How many orders lost goods by it.</summary>
    public int OrdersCut { get; init; }

    /// <summary>What the first ten of them lost; events (part_cut, cut) tell of all.</summary>
    public IReadOnlyList<CutItem> CutOrders { get; init; } = [];
}

/// <summary>What became of a movement.</summary>
/// <param name="Row">Which one; 0 is the first.</param>
/// <param name="Key">Its key; cut off where it is too long.</param>
/// <param name="State">posted, already_posted, or refused: then nothing changed.</param>
internal sealed record MovementOutcome(int Row, string Key, string State)
{
    /// <summary>Why it was refused: bad_value, not_enough, too_many, too_old or other_movement.</summary>
    public string? Code { get; init; }

    /// <summary>The same in words, and what to do.</summary>
    public string? Message { get; init; }

    /// <summary>The field that is wrong, as a JSON pointer.</summary>
    public string? Pointer { get; init; }

    /// <summary>Of not_enough: how many units there are that no order claims.</summary>
    public long? Free { get; init; }

    /// <summary>What is particular about a movement that was posted.</summary>
    public string? Note { get; init; }
}
