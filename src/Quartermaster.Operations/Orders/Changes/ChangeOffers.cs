using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.Operations.Orders.Changes;

/// <summary>What can be had instead of what a change of one order cannot keep, in the order's own world.</summary>
/// <param name="promise">Who promises.</param>
/// <param name="world">What the order may have.</param>
/// <param name="figures">What it is decided by.</param>
/// <param name="region">Where to.</param>
internal sealed class ChangeOffers(
    PromiseEngine promise, ChangeWorld world, ChangeFigures figures, RegionId region)
{
    /// <summary>What comes first of what can be had of a cart; of what comes at once the cheapest.</summary>
    /// <param name="cart">What is wanted; a product stands on one line.</param>
    /// <param name="asked">The speed that was asked for; none for any.</param>
    /// <param name="mayBePart">Whether a part of it is something.</param>
    /// <returns>Null where none of it can be promised.</returns>
    internal DeliveryOffer? Next(CartLine[] cart, Speed? asked, bool mayBePart)
    {
        if (!figures.Routes.Knows(region))
        {
            return null;
        }

        CartLine[] some = [.. cart.Select(line => line with { Units = (int)Math.Min(line.Units, Expected(line)) })
            .Where(line => line.Units > 0)];
        var offered = First(some);
        if (offered is null && mayBePart)
        {
            some = PartOf(some);
            offered = First(some);
        }

        return offered is not { } first ? null : new(first.Speed, first.Promised, figures.Available.Sequence,
            new([.. some.Select(line => new OfferedLine(line.Product, line.Units, world.FreeOf(line.Product)))]),
            asked is { } speed && speed != first.Speed ? WhyNot(some, speed) : null);
    }

    /// <summary>Why a line is not shipped as promised.</summary>
    internal RefusalReason Because(CartLine line, Speed? speed) =>
        !figures.Routes.Knows(region) ? RefusalReason.NoOffer
        : Expected(line) < line.Units ? RefusalReason.OutOfStock
        : WhyNot([line], speed ?? Speed.Standard) switch
        {
            PromiseReason.NoSlot => RefusalReason.NoSlot,
            PromiseReason.LaneFull => RefusalReason.LaneFull,
            PromiseReason.NoLane => RefusalReason.NoOffer,
            _ => RefusalReason.NotInTime,
        };

    // Line after line, as many units as can be promised with the lines before.
    private CartLine[] PartOf(CartLine[] cart)
    {
        var part = new List<CartLine>();
        foreach (var line in cart)
        {
            var (least, most) = (0, line.Units + 1);
            while (most - least > 1)
            {
                var units = least + ((most - least) / 2);
                (least, most) = First([.. part, line with { Units = units }]) is null ? (least, units) : (units, most);
            }

            part.AddRange(least == 0 ? (CartLine[])[] : [line with { Units = least }]);
        }

        return [.. part];
    }

    private PromiseRow? First(CartLine[] cart)
    {
        if (cart.Length == 0)
        {
            return null;
        }

        PromiseRow[] offered = [.. Decide(cart, null).Where(row => row.IsOffered)
            .OrderBy(row => row.Promised.UnixMilliseconds).ThenBy(row => row.CostMicros)];
        return offered.Length == 0 ? null : offered[0];
    }

    private PromiseReason WhyNot(CartLine[] cart, Speed speed)
    {
        var why = new ReasonWriter<PromiseReason>();
        Decide(cart, why);
        return why.ToReasons().Of((int)speed - 1)[0].Because;
    }

    private PromiseRow[] Decide(CartLine[] cart, ReasonWriter<PromiseReason>? why)
    {
        var rows = new PromiseRow[PromiseInputs.SpeedCount];
        promise.DecideOne(world.Promises, new(region, figures.Now),
            [.. cart.Select(line => line with { Product = world.NumberOf(line.Product) })], rows, why);
        return rows;
    }

    // There, or on its way before the last ways that are laid out.
    private long Expected(CartLine line) => world.FreeOf(line.Product) + world.ComingOf(line.Product,
        new CartRequest(region, figures.Now).Minute,
        Instant.Of(figures.Routes.FirstDay.AddDays(figures.Routes.Days)).UnixMinutes);
}
