using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>Whether what is to be picked, or is said to have left, is where it is said to be: goods that are still on
/// their way to a center are not.</summary>
internal static class ParcelsThere
{
    private const int MostNamed = 5;

    /// <summary>All of an order's goods at a center are there, or at all centers, as <c>qm ship</c> has it: what waits
    /// for more does not leave in part unless somebody says so.</summary>
    /// <param name="view">What codes stand for.</param>
    /// <param name="code">The order's code.</param>
    /// <param name="order">The order.</param>
    /// <param name="from">The center; none for all.</param>
    /// <exception cref="ProblemException">Something of it is still on its way there.</exception>
    internal static void RequireWhole(PlaneView view, string code, FoundOrder order, FacilityId from)
    {
        var waits = WaitsAt(order, from);
        if (order.State != OrderOutcome.Decided || waits.Length == 0)
        {
            return;
        }

        string[] ready =
        [
            .. order.Claims.Select(claim => claim.Facility).Distinct()
                .Except(order.Waits.Select(claim => new FacilityId(claim.Slot.Window))).Select(view.Catalog.CodeOf)
                .Order(StringComparer.Ordinal),
        ];
        throw Waiting(view, code, waits, "Tell it again when they are there: 'waiting' of GET /v1/orders/{order} is "
            + "empty then. "
            + (from == default && ready.Length > 0 ? $"Name a center whose parcel is whole in 'from': "
                + $"{string.Join(", ", ready)}. " : "")
            + "If what is there has left without them, say \"part\": true, and the rest goes in a later parcel.");
    }

    /// <summary>Something of an order is at a center, or at any, or has left from there: what is picked, or is said to
    /// have left.</summary>
    /// <param name="view">What codes stand for.</param>
    /// <param name="code">The order's code.</param>
    /// <param name="order">The order.</param>
    /// <param name="from">The center; none for all.</param>
    /// <param name="hasLeft">Whether it is said to have left: then what left before is what is said again, also where
    /// the rest is still to come.</param>
    /// <exception cref="ProblemException">Nothing is, or all of it is still on its way.</exception>
    internal static void RequireAny(
        PlaneView view, string code, FoundOrder order, FacilityId from, bool hasLeft = false)
    {
        // Whoever got no answer asks again, and by then it may have left. What has left of an order that a build of
        // before closed is not known.
        var waits = WaitsAt(order, from);
        if (order.State is not (OrderOutcome.Decided or OrderOutcome.Shipped)
            || Array.Exists(order.Claims, claim => from == default || claim.Facility == from)
            || ((hasLeft || waits.Length == 0)
                && Array.Exists(order.Shipped, line => from == default || line.Facility == from))
            || (order.State == OrderOutcome.Shipped && order.Shipped.Length == 0)
            || (from == default && waits.Length == 0))
        {
            return;
        }

        if (waits.Length > 0)
        {
            throw Waiting(view, code, waits, "Nothing of it is there yet: tell it when they have come, "
                + "'waiting' of GET /v1/orders/{order} says what has not.");
        }

        StockClaim[] open = [.. order.Claims, .. GoodsClaims.AsStock(order.Waits)];
        throw new ProblemException(Problem.Of(409, "not-claimed", open.Length > 0
            ? $"Nothing of order '{RequestReader.Short(code)}' is to leave from '{view.Catalog.CodeOf(from)}'."
            : $"Nothing of order '{RequestReader.Short(code)}' has left from '{view.Catalog.CodeOf(from)}'.",
            (open.Length > 0 ? "It leaves from: " : "It has left from: ") + string.Join(", ",
                (open.Length > 0 ? open : order.Shipped).Select(claim => claim.Facility).Distinct()
                    .Select(view.Catalog.CodeOf).Order(StringComparer.Ordinal)) + ".", "/from"));
    }

    private static SlotClaim[] WaitsAt(FoundOrder order, FacilityId from) =>
        Array.FindAll(order.Waits, claim => from == default || claim.Slot.Window == from.Value);

    private static ProblemException Waiting(PlaneView view, string code, SlotClaim[] waits, string next)
    {
        WaitingItem[] items = [.. GoodsClaims.AsStock(waits).Select(claim =>
            OrderAnswers.Waits(view, claim.Product, claim.Facility, claim.Units))];
        var named = string.Join(", ", items.Take(MostNamed).Select(item =>
            FormattableString.Invariant($"{item.Units} {item.Product} at {item.Facility}")));
        return new(Problem.Of(409, "waits-for-goods",
            $"Order '{RequestReader.Short(code)}' waits for goods that are still on their way: {named}"
                + (items.Length > MostNamed ? FormattableString.Invariant($" and {items.Length - MostNamed} more.")
                    : "."), next)
        with
        {
            Waiting = items,
        });
    }
}
