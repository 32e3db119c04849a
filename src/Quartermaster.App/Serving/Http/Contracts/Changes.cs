namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>Units of an order that were not found where they were to be picked.</summary>
/// <param name="Key">The client's own name of this report, 1 to 100 characters: the same again changes nothing.</param>
/// <param name="Lines">What was not found; 1 to 100 lines, a product at a facility on one.</param>
internal sealed record ShortPost(string Key, IReadOnlyList<ShortItem> Lines)
{
    /// <summary>lost (default): the units are written off. unfulfillable: they are there and cannot be sold.</summary>
    public string? As { get; init; }
}

/// <summary>One line of it.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">Where it was looked for.</param>
/// <param name="Units">How many were not found; 1 or more, and no more than the order claims there.</param>
internal sealed record ShortItem(string Product, string Facility, int Units);

/// <summary>Another address for an order of which nothing has left.</summary>
/// <param name="Destination">Where it shall go.</param>
internal sealed record AddressPost(Destination Destination)
{
    /// <summary>Whether the customer takes the next best promise where the one given cannot be kept. Default: false.
    /// </summary>
    public bool AcceptLater { get; init; }

    /// <summary>An offer for the order's items to the new destination, as a promise gave it: it is kept or refused.
    /// </summary>
    public string? Offer { get; init; }
}
