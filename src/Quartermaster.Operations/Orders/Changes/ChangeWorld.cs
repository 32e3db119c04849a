using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Changes;

/// <summary>The goods and hands that one order which changes may have, with its products renumbered from 1: a copy, so
/// that what it holds itself counts as free and what is not there does not.</summary>
/// <remarks>Room on the way is read live: what the order claims of it is not free for it here.</remarks>
internal sealed class ChangeWorld
{
    private readonly ProductId[] _products;
    private readonly int[] _cells;
    private readonly int[] _hands;
    private readonly int _stride;
    private readonly int _firstDay;
    private readonly int _days;

    internal ChangeWorld(
        ReadOnlySpan<CartLine> cart, RouteTable routes, Table<ShipTerms> terms, Availability available)
    {
        _products = new ProductId[cart.Length + 1];
        _stride = routes.Origins.ToArray().Append(default).Max(origin => origin.Value) + 1;
        (_firstDay, _days) = (routes.FirstDay.DayNumber - 1, routes.Days + 3);
        (_cells, _hands) = (new int[_products.Length * _stride], new int[_stride * _days]);
        for (var number = 1; number < _products.Length; number++)
        {
            _products[number] = cart[number - 1].Product;
            foreach (var origin in routes.Origins)
            {
                _cells[(number * _stride) + origin.Value] = available[_products[number], origin];
            }
        }

        foreach (var origin in routes.Origins)
        {
            for (var day = 0; day < _days; day++)
            {
                _hands[(origin.Value * _days) + day] = available.Slots.Of(origin, _firstDay + day);
            }
        }

        var (units, hands) = (new LiveUnits(_cells, _stride), new LiveSlots());
        hands.Publish(_hands, _firstDay, _days);
        var known = new Table<ShipTerms>([.. _products.Select(product =>
            product.Value > 0 && product.Value < terms.Count ? terms.Rows[product.Value] : default)]);
        Orders = new() { Routes = routes, Available = units, Slots = hands, Rooms = available.Rooms, Terms = known };
        Promises = new() { Routes = routes, Available = units, Slots = hands, Rooms = available.Rooms, Terms = known };
    }

    /// <summary>What the orders engine decides by.</summary>
    internal OrderInputs Orders { get; }

    /// <summary>What the promise engine decides by.</summary>
    internal PromiseInputs Promises { get; }

    /// <summary>The product of a number.</summary>
    internal ProductId ProductOf(ProductId number) => _products[number.Value];

    /// <summary>The number of a product of the cart.</summary>
    internal ProductId NumberOf(ProductId product) => new(Array.IndexOf(_products, product, 1));

    /// <summary>Units free of a product in all centers together.</summary>
    internal long FreeOf(ProductId product)
    {
        var number = NumberOf(product).Value;
        return _cells.AsSpan(number * _stride, _stride).ToArray().Sum(units => (long)units);
    }

    /// <summary>Nothing of a product is free at a place: whoever looked there found too little.</summary>
    internal void Hide(ProductId product, FacilityId facility) => Set(product, facility, 0);

    /// <summary>What the order claims is free for it.</summary>
    internal void Free(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        foreach (ref readonly var line in lines)
        {
            Set(line.Product, line.Facility, CellOf(line.Product, line.Facility) is { } cell
                ? (int)Math.Min(int.MaxValue, (long)_cells[cell] + line.Units) : 0);
        }

        foreach (ref readonly var claim in slots)
        {
            AddHands(claim);
        }
    }

    /// <summary>What a plan takes is not free any more.</summary>
    internal void Take(ReadOnlySpan<StockClaim> lines)
    {
        foreach (ref readonly var line in lines)
        {
            Set(line.Product, line.Facility, CellOf(line.Product, line.Facility) is { } cell
                ? _cells[cell] - line.Units : 0);
        }
    }

    private void AddHands(in SlotClaim claim)
    {
        var day = (long)claim.Slot.Window - _firstDay;
        if (claim.Slot.Kind == SlotKind.PickUnits && claim.Slot.Place < _stride && day >= 0 && day < _days)
        {
            // Where nothing limits a center, as many are free as there are numbers.
            ref var free = ref _hands[(claim.Slot.Place * _days) + (int)day];
            free = (int)Math.Min(int.MaxValue, (long)free + claim.Units);
        }
    }

    private void Set(ProductId product, FacilityId facility, int units)
    {
        if (CellOf(product, facility) is { } cell)
        {
            _cells[cell] = units;
        }
    }

    private int? CellOf(ProductId product, FacilityId facility) =>
        NumberOf(product).Value is > 0 and var number && facility.Value < _stride
            ? (number * _stride) + facility.Value : null;
}
