using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Serving.Plane;

/// <summary>How much of an order must ship.</summary>
internal enum FillPolicy : byte
{
    /// <summary>What there is; the rest is refused.</summary>
    FillAvailable = 1,

    /// <summary>All lines, or none.</summary>
    FillOrKill = 2,

    /// <summary>All lines; if not all can, what there is is held until the client commits or cancels.</summary>
    FillAll = 3,
}

/// <summary>What a client wants of an order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Fill">How much of it must ship.</param>
/// <param name="IsHeld">Whether it is only held until the client commits.</param>
/// <param name="Deadline">By when it must be there, where the customer was offered so; else not known.</param>
internal sealed record OrderWish(CustomerOrder Order, FillPolicy Fill, bool IsHeld, Instant Deadline);

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
        if (wish.Deadline.IsKnown && !taken.IsRepeated)
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
            var draft = view.Draft(drafts => drafts.Draft(wish.Order, wish.Deadline));
            var isPlaced = draft.Claims.Length > 0 && (wish.Fill != FillPolicy.FillOrKill || draft.IsWhole);
            var isHeld = wish.IsHeld || (wish.Fill == FillPolicy.FillAll && !draft.IsWhole);
            var until = isHeld ? plane.Now.PlusMinutes(policy.HoldMinutes) : default;
            var placed = await plane.Ledger.DoAsync(
                ledger => isPlaced ? DraftPlacing.Place(ledger, draft, until)
                    : DraftPlacing.Known(ledger, wish.Order) ?? default, cancel).ConfigureAwait(false);
            if (placed.IsRepeated || placed.Outcome.IsAccepted())
            {
                return new(placed.Outcome, placed.IsRepeated, placed.IsRepeated ? null : draft, until);
            }

            if (!isPlaced || tries == MostTries
                || placed.Outcome is not (OrderOutcome.NotEnoughStock or OrderOutcome.SlotFull))
            {
                return new(placed.Outcome, IsRepeated: false, draft, default) { Next = NextOf(view, wish) };
            }
        }
    }

    // Without the deadline: what the customer could be told now.
    private static DeliveryOffer? NextOf(PlaneView view, OrderWish wish) => view.Draft(drafts =>
    {
        var cart = drafts.Fill(wish.Order, []);
        return cart.Length == 0 ? null
            : drafts.OfferOf(wish.Order.Region, cart, wish.Order.At, wish.Order.Speed);
    });
}
