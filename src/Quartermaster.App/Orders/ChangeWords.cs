using Quartermaster.Domain.Catalog;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Orders.Changes;

namespace Quartermaster.App.Orders;

/// <summary>Why a change of an order cannot be made, and what to do, in words.</summary>
internal static class ChangeWords
{
    internal static string WhyNot(ChangeRefusal refusal) => refusal switch
    {
        ChangeRefusal.Unknown => "the ledger does not have the order",
        ChangeRefusal.NotDecided => "the order is not committed, was given up, or has left whole",
        ChangeRefusal.NotClaimed => "the order does not claim so many units of a product there",
        ChangeRefusal.BeingPicked => "something of the order has left, or it counts as being picked by now",
        ChangeRefusal.NotOurs => "the order holds other owners' goods, or nobody wrote down what was asked for",
        ChangeRefusal.CannotKeep => "what was promised cannot be kept at the new address",
        ChangeRefusal.Refused => "the ledger did not take the change: others changed the order, or took the goods, "
            + "each time it was tried",
        ChangeRefusal.WaitsForGoods => "the order waits for goods that are still on their way to a center",
        ChangeRefusal.OtherContent => "something else was reported under the same key",
        _ => refusal.ToString(),
    };

    /// <summary>Why a line does not ship as promised, and why nothing can be had instead where that is so.</summary>
    internal static string WhyLeft(CatalogVersion catalog, ChangePlan plan, RefusedLine line)
    {
        string[] places = [.. plan.NotCounted.Where(one => one.Product == line.Product)
            .Select(one => catalog.CodeOf(one.Facility))];
        return FulfillAnswer.Words(line.Because)
            + (places.Length == 0 ? "" : $"; what the ledger still has at {string.Join(", ", places)}, where units "
                + "were not found, and what comes there, is not counted on before the shelf is counted")
            + (plan.Next is null ? "; nothing can be promised for it now" : "");
    }

    internal static string NextOf(ChangeRefusal refusal) => refusal switch
    {
        ChangeRefusal.NotClaimed => "Look up from where it leaves now: GET /v1/orders/{order}.",
        ChangeRefusal.BeingPicked => "Stop it at the center by hand, then cancel the order and place it anew.",
        ChangeRefusal.NotOurs => "Cancel the order and place it anew.",
        ChangeRefusal.Refused => "Try again in a moment.",
        ChangeRefusal.WaitsForGoods => "Try again when they are there; or cancel the order and place it anew.",
        _ => "Correct it and try again.",
    };
}
