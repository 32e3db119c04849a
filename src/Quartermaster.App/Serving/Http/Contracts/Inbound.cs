namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>A vendor's shipment that may go to any centers.</summary>
/// <param name="Shipment">The sender's own code, 1 to 100 characters: an option is for this code alone.</param>
/// <param name="Items">What; 1 to 1,000 lines, a product once; lines times centers at most 16,000.</param>
internal sealed record InboundOptionsAsk(string Shipment, IReadOnlyList<ItemAsk> Items)
{
    /// <summary>The vendor's code: cases are those of its offers. Left out: of the usual offers.</summary>
    public string? From { get; init; }

    /// <summary>The day it is expected, for example 2025-03-14; today where it is left out.</summary>
    public string? Arrives { get; init; }
}

/// <summary>How a shipment can be sent.</summary>
/// <param name="Shipment">Its code.</param>
/// <param name="Currency">Of all fees, ISO 4217.</param>
/// <param name="Expires">Until when the options can be confirmed.</param>
/// <param name="Options">The recommended one, then the cheapest of one center.</param>
internal sealed record InboundOptionsAnswer(
    string Shipment, string Currency, string Expires, IReadOnlyList<InboundOptionAnswer> Options);

/// <summary>One way to send it.</summary>
/// <param name="Option">What a confirmation brings: the split and its expiry, signed.</param>
/// <param name="Kind">recommended, or one_center.</param>
/// <param name="Fee">What it is expected to cost: the sum of its parts.</param>
/// <param name="Parts">Why; parts of nothing are left out.</param>
/// <param name="Centers">What goes where.</param>
internal sealed record InboundOptionAnswer(
    string Option, string Kind, decimal Fee, IReadOnlyList<FeePart> Parts, IReadOnlyList<CenterShare> Centers);

/// <summary>A part of a fee.</summary>
/// <param name="Code">The reason's name.</param>
/// <param name="Amount">How much; below 0 where the shipment saves it.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record FeePart(string Code, decimal Amount, string Message);

/// <summary>What of a shipment goes to a center.</summary>
/// <param name="To">The center.</param>
/// <param name="Items">What.</param>
internal sealed record CenterShare(string To, IReadOnlyList<ShippedItem> Items);

/// <summary>The option that is taken.</summary>
/// <param name="Option">As the options had it.</param>
internal sealed record InboundConfirm(string Option);

/// <summary>A shipment that is announced to the centers of an option.</summary>
/// <param name="Shipment">Its code.</param>
/// <param name="State">announced; cancelled where it is told again after that.</param>
/// <param name="IsRepeated">Whether it was confirmed before: nothing was changed.</param>
/// <param name="Centers">What goes where.</param>
internal sealed record InboundConfirmAnswer(
    string Shipment, string State, bool IsRepeated, IReadOnlyList<CenterShare> Centers);

/// <summary>A shipment of which nothing more will come.</summary>
/// <param name="Shipment">Its code.</param>
/// <param name="State">cancelled.</param>
/// <param name="IsRepeated">Whether it was cancelled before: nothing was changed.</param>
/// <param name="Centers">What of it is no longer on order, since it was cancelled.</param>
internal sealed record InboundCancelAnswer(
    string Shipment, string State, bool IsRepeated, IReadOnlyList<CenterShare> Centers)
{
    /// <summary>Claims of orders that were released now: they waited for goods that will not come.</summary>
    public int ClaimsReleased { get; init; }

    /// <summary>How many orders lost goods by it now.</summary>
    public int OrdersCut { get; init; }

    /// <summary>What the first ten of them lost; events (part_cut, cut) tell of all.</summary>
    public IReadOnlyList<CutItem> CutOrders { get; init; } = [];
}
