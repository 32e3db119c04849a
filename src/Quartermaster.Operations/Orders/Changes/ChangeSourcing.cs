using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Operations.Orders.Changes;

/// <summary>From where a change of one order is shipped, in the order's own world.</summary>
/// <param name="orders">Who sources.</param>
/// <param name="terms">What shipping takes, by product.</param>
/// <param name="world">What the order may have.</param>
/// <param name="figures">What it is decided by.</param>
/// <param name="region">Where to.</param>
internal sealed class ChangeSourcing(
    IOrdersEngine orders, Table<ShipTerms> terms, ChangeWorld world, ChangeFigures figures, RegionId region)
{
    /// <summary>Sources a cart by a deadline: a line whole or not at all.</summary>
    /// <param name="cart">What is wanted; a product stands on one line.</param>
    /// <param name="deadline">By when.</param>
    /// <param name="fill">What becomes of a cart that cannot be shipped whole.</param>
    /// <param name="counts">Whether goods on their way count.</param>
    /// <param name="mayWait">Whether parcels may leave later where that costs nothing.</param>
    internal SourcedGoods Source(CartLine[] cart, Instant deadline, FillRule fill = FillRule.Available,
        bool counts = false, bool mayWait = false)
    {
        if (cart.Length == 0 || !deadline.IsKnown || !figures.Routes.Knows(region))
        {
            return SourcedGoods.Nothing;
        }

        var rows = new ShipmentRow[cart.Length * OrderInputs.FacilitiesPerLine];
        CartLine[] numbered = [.. cart.Select(line => line with { Product = world.NumberOf(line.Product) })];
        orders.DecideOne(counts ? world.Orders : world.Orders with { Arrivals = null },
            new(region, figures.Now, deadline) { Fill = fill, MayWait = mayWait }, numbered, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = rows[i] with { Product = world.ProductOf(rows[i].Product) };
        }

        ShipmentRow[] used = [.. rows.Where(row => row.Units > 0)];
        return new(
            [
                .. used.Where(row => row.Units > row.Arriving)
                    .Select(row => new StockClaim(row.Product, row.Facility, row.Units - row.Arriving)),
            ],
            new OrderSlots().Of(rows, region, figures.Routes, terms, figures.Available.Rooms).ToArray(),
            [
                .. used.Select(row => new ShippedGoods(
                    row.Product, row.Facility, row.Units, row.Delivery, new(row.PaidMicros))
                {
                    Arriving = row.Arriving,
                }),
            ]);
    }

    /// <summary>As many units of a cart as can be had by a deadline, line by line where not all can.</summary>
    /// <inheritdoc cref="Source"/>
    internal SourcedGoods Most(CartLine[] cart, Instant deadline, bool counts)
    {
        var by = new OrderRequest(region, figures.Now, deadline);
        CartLine[] wanted =
        [
            .. cart.Select(line => line with { Units = (int)Math.Min(line.Units, world.FreeOf(line.Product)
                + (counts ? world.ComingOf(line.Product, by.Minute, by.DeadlineMinute) : 0)) })
                .Where(line => line.Units > 0),
        ];
        var found = Source(wanted, deadline, counts: counts);

        // The engine ships a line whole or not at all, so fewer units of it are asked for.
        foreach (var line in wanted.Where(line => found.UnitsOf(line.Product) == 0))
        {
            for (var (least, most) = (0, line.Units); most - least > 1;)
            {
                var units = least + ((most - least) / 2);
                CartLine[] trial =
                [
                    .. wanted.Select(one => one with
                    {
                        Units = one.Product == line.Product ? units : found.UnitsOf(one.Product),
                    }).Where(one => one.Units > 0),
                ];
                var tried = Source(trial, deadline, counts: counts);
                var isWhole = Array.TrueForAll(trial, one => tried.UnitsOf(one.Product) == one.Units);
                (found, least, most) = isWhole ? (tried, units, most) : (found, least, units);
            }
        }

        return found;
    }
}

/// <summary>What a cart is shipped from.</summary>
/// <param name="Lines">What is there.</param>
/// <param name="Slots">Hands, room, and goods on their way.</param>
/// <param name="Shipments">What ships from where.</param>
internal sealed record SourcedGoods(StockClaim[] Lines, SlotClaim[] Slots, ShippedGoods[] Shipments)
{
    internal static SourcedGoods Nothing { get; } = new([], [], []);

    /// <summary>Units of a product that ship.</summary>
    internal int UnitsOf(ProductId product) =>
        Shipments.Where(goods => goods.Product == product).Sum(goods => goods.Units);

    /// <summary>What is left of a cart.</summary>
    internal CartLine[] LeftOf(CartLine[] cart) =>
    [
        .. cart.Select(line => line with { Units = line.Units - UnitsOf(line.Product) }).Where(line => line.Units > 0),
    ];

    /// <summary>Both together.</summary>
    internal SourcedGoods And(SourcedGoods other) => new(
        [.. Lines, .. other.Lines], [.. Slots, .. other.Slots], [.. Shipments, .. other.Shipments]);
}
