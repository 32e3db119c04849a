namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>What another system says of its stock.</summary>
/// <param name="Feed">The system's own code, 1 to 100 characters.</param>
/// <param name="Updates">1 to 10,000 updates.</param>
internal sealed record InventoryPost(string Feed, IReadOnlyList<UpdatePost> Updates);

/// <summary>One update.</summary>
/// <param name="Product">The product's code.</param>
/// <param name="Facility">The facility's code.</param>
/// <param name="Sequence">The feed's own number, which only grows for a product at a facility; 1 or more.</param>
/// <param name="Units">All sellable units that are there, or by how many they have changed.</param>
internal sealed record UpdatePost(string Product, string Facility, long Sequence, int Units)
{
    /// <summary>level (default) or change.</summary>
    public string? Kind { get; init; }
}

/// <summary>What became of a batch of updates; it is safe on disk.</summary>
/// <param name="Applied">Taken in.</param>
/// <param name="Repeated">The same number came before; nothing changed.</param>
/// <param name="Late">A later one came before; nothing changed.</param>
/// <param name="Refused">All others, listed.</param>
internal sealed record InventoryAnswer(int Applied, int Repeated, int Late, IReadOnlyList<RefusedUpdate> Refused)
{
    /// <summary>Claims of orders on the stock that were released, because less of it is there than orders had
    /// claimed.</summary>
    public int ClaimsReleased { get; init; }
}

/// <summary>An update that was not taken in.</summary>
/// <param name="Row">Which one; 0 is the first.</param>
/// <param name="Code">The reason's name.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="Pointer">The field that is wrong, as a JSON pointer.</param>
internal sealed record RefusedUpdate(int Row, string Code, string Message, string Pointer);

/// <summary>Where a product's units are.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facilities">Where there are any.</param>
internal sealed record StockAnswer(string Product, IReadOnlyList<FacilityStock> Facilities);

/// <summary>A product's units at a facility.</summary>
/// <param name="Facility">The facility.</param>
/// <param name="Fulfillable">Can be promised.</param>
/// <param name="Reserved">Cannot, by cause.</param>
/// <param name="Inbound">On their way, by stage.</param>
/// <param name="Unfulfillable">There, and not sellable; the ledger does not write down why.</param>
internal sealed record FacilityStock(
    string Facility, long Fulfillable, ReservedStock Reserved, InboundStock Inbound, long Unfulfillable);

/// <summary>Why units cannot be promised.</summary>
/// <param name="Orders">Claimed by orders, all together.</param>
/// <param name="Held">Of those, by orders that wait for their commit: free again when their holds end.</param>
/// <param name="Decided">Of those, by orders that are committed and wait to leave.</param>
internal readonly record struct ReservedStock(long Orders, long Held, long Decided);

/// <summary>How far units on their way are.</summary>
/// <param name="Ordered">Ordered from a vendor, or announced, and not received: under way or not.</param>
/// <param name="InTransit">Under way from another facility.</param>
/// <param name="Claimed">Of all of them, by orders that wait for them: they get them when they come.</param>
/// <param name="Free">The rest, which nobody waits for.</param>
/// <param name="Promisable">Of the rest, what can be promised before it is there: none without promise.arrivalShare,
/// nor of what nobody knows when it comes.</param>
internal readonly record struct InboundStock(long Ordered, long InTransit, long Claimed, long Free, long Promisable);

/// <summary>Goods that a vendor will deliver.</summary>
/// <param name="Shipment">The sender's own code, 1 to 100 characters: the same again changes nothing.</param>
/// <param name="To">The facility.</param>
/// <param name="Items">What; 1 to 1,000 lines; lines of one product add up.</param>
internal sealed record InboundPost(string Shipment, string To, IReadOnlyList<ItemAsk> Items);

/// <summary>What has arrived of a shipment.</summary>
/// <param name="Receipt">The receiver's own code, 1 to 100 characters: the same again for the same facility changes
/// nothing.</param>
/// <param name="To">The facility.</param>
/// <param name="Items">What; more than is on order there comes in as extra.</param>
internal sealed record ReceiptPost(string Receipt, string To, IReadOnlyList<ReceivedItem> Items);

/// <summary>Units of a product that arrived.</summary>
/// <param name="Product">The product.</param>
/// <param name="Units">How many.</param>
internal sealed record ReceivedItem(string Product, int Units)
{
    /// <summary>Whether they can be sold.</summary>
    public bool IsSellable { get; set; } = true;
}

/// <summary>A shipment that is on its way.</summary>
/// <param name="Shipment">Its code.</param>
/// <param name="State">announced, or received; cancelled where it is announced again after that.</param>
/// <param name="IsRepeated">Whether it was said before: nothing was changed.</param>
/// <param name="To">The facility.</param>
/// <param name="Items">What.</param>
internal sealed record InboundAnswer(
    string Shipment, string State, bool IsRepeated, string To, IReadOnlyList<ShippedItem> Items)
{
    /// <summary>Whether a shipment of this code was announced; said of what was received.</summary>
    public bool? IsAnnounced { get; init; }

    /// <summary>Claims of orders that were released, because units they waited for have come and cannot be sold; said
    /// of what was received.</summary>
    public int? ClaimsReleased { get; init; }

    /// <summary>What may be wrong with it, though it was counted.</summary>
    public string? Note { get; init; }
}
