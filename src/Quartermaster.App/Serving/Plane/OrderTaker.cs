using Quartermaster.App.Orders;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Serving.Plane;

/// <summary>What a client wants of an order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Fill">How much of it must ship; what there is of an order that must ship whole and cannot is held until
/// the client commits or cancels.</param>
/// <param name="IsHeld">Whether it is only held until the client commits.</param>
/// <param name="Deadline">By when it must be there, where the customer was offered so; else not known.</param>
/// <param name="IsTooLate">Whether a new order would be refused, because its offer has ended or it was placed too long
/// ago; one that the ledger has is answered all the same.</param>
internal sealed record OrderWish(
    CustomerOrder Order, FillRule Fill, bool IsHeld, Instant Deadline, bool IsTooLate = false);

/// <summary>What became of it.</summary>
/// <param name="Outcome">What the ledger answered; Unknown where nothing was placed.</param>
/// <param name="IsRepeated">Whether the ledger had the order before: nothing was changed.</param>
/// <param name="Draft">How it is fulfilled, or would have been; null for a repetition.</param>
/// <param name="HeldUntil">Until when it is held; not known where it is not.</param>
internal sealed record TakenOrder(OrderOutcome Outcome, bool IsRepeated, OrderDraft? Draft, Instant HeldUntil)
{
    /// <summary>What can be had instead; null for nothing, or where the order was taken.</summary>
    internal DeliveryOffer? Next { get; init; }
}

/// <summary>Takes orders: decides them by live figures, beside others, and places them in the ledger in one durable
/// step.</summary>
/// <remarks>Between the two another order may take the goods: then the order is decided anew, a few times, and after
/// that refused with what can be had instead. What is placed is all there, whatever stops when.</remarks>
internal sealed class OrderTaker(OnlinePlane plane, ServePolicy policy)
{
    private const int MostTries = 4;

    private long _offers;
    private long _honored;

    /// <summary>Orders that brought an offer, and those of them that were kept to it.</summary>
    internal (long Offers, long Honored) Counts => (Volatile.Read(ref _offers), Volatile.Read(ref _honored));

    /// <summary>Takes an order.</summary>
    internal async Task<TakenOrder> TakeAsync(PlaneView view, OrderWish wish, CancellationToken cancel)
    {
        var taken = await TryAsync(view, wish, cancel).ConfigureAwait(false);
        if (wish is { Deadline.IsKnown: true, IsTooLate: false } && !taken.IsRepeated)
        {
            Interlocked.Increment(ref _offers);
            if (taken.Outcome.IsAccepted() && taken.Draft!.IsWhole)
            {
                Interlocked.Increment(ref _honored);
            }
        }

        return taken;
    }

    private async Task<TakenOrder> TryAsync(PlaneView view, OrderWish wish, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            // What was placed some time ago leaves from now on.
            var (now, placedAt) = (plane.Now, wish.Order.At);
            var order = placedAt < now ? wish.Order with { At = now } : wish.Order;
            var draft = wish.IsTooLate ? new(order) : view.Draft(drafts => drafts.Draft(order, wish.Deadline));
            var isPlaced = draft.ClaimsGoods
                && (draft.IsWhole || (wish.Fill != FillRule.OrKill && !wish.Deadline.IsKnown));
            var isHeld = wish.IsHeld || (wish.Fill == FillRule.All && !draft.IsWhole);
            var until = isHeld ? plane.Now.PlusMinutes(policy.HoldMinutes) : default;
            var placed = await (isPlaced ? LedgerDrafts.PlaceAsync(plane.Ledger, draft, until, cancel)
                : LedgerDrafts.KnownAsync(plane.Ledger, wish.Order, cancel)).ConfigureAwait(false);
            if (placed.IsRepeated || placed.Outcome.IsAccepted())
            {
                return new(placed.Outcome, placed.IsRepeated, placed.IsRepeated ? null : draft, until);
            }

            if (!isPlaced || tries == MostTries
                || placed.Outcome is not (OrderOutcome.NotEnoughStock or OrderOutcome.SlotFull))
            {
                return new(placed.Outcome, IsRepeated: false, draft, default) { Next = NextOf(view, order) };
            }
        }
    }

    // Without the deadline: what the customer could be told now.
    private static DeliveryOffer? NextOf(PlaneView view, CustomerOrder order) =>
        view.Draft(drafts => drafts.OfferableOf(order, []).Offer);
}
