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
    private readonly HashSet<int> _hidden = [];
    private readonly LiveRooms _coming = new();

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
    internal OrderInputs Orders { get; private set; }

    /// <summary>What the promise engine decides by.</summary>
    internal PromiseInputs Promises { get; private set; }

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
    internal void Hide(ProductId product, FacilityId facility)
    {
        if (CellOf(product, facility) is { } cell)
        {
            _cells[cell] = 0;
            _hidden.Add(cell);
        }
    }

    /// <summary>Goods on their way count from here on.</summary>
    /// <remarks>Not where units are hidden that the ledger takes to be free: who waits there would be given those.
    /// </remarks>
    /// <param name="arrivals">The goods.</param>
    /// <param name="available">What is free in the ledger.</param>
    internal void Expect(ArrivingGoods arrivals, Availability available)
    {
        var goods = arrivals.Copy(_products.AsSpan(1), (product, center) => CellOf(product, center) is { } cell
            && (available[product, center] == 0 || !_hidden.Contains(cell)), _coming);
        (Orders, Promises) = (Orders with { Arrivals = goods }, Promises with { Arrivals = goods });
    }

    /// <summary>Units of a product that come to any center after a minute and by another one, and are free.</summary>
    internal long ComingOf(ProductId product, int now, int by)
    {
        var sum = 0L;
        foreach (var origin in Orders.Routes.Origins)
        {
            sum += Orders.Arrivals?.Of(NumberOf(product), origin, now, by) ?? 0;
        }

        return sum;
    }

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
            AddHands(claim.Slot, claim.Units);
        }
    }

    /// <summary>What a plan takes is not free any more: goods that are there, goods that come, and hands.</summary>
    internal void Take(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        foreach (ref readonly var line in lines)
        {
            Set(line.Product, line.Facility, CellOf(line.Product, line.Facility) is { } cell
                ? _cells[cell] - line.Units : 0);
        }

        foreach (ref readonly var claim in slots)
        {
            AddHands(claim.Slot, -claim.Units);
            if (claim.Slot.Kind == SlotKind.Arrival)
            {
                var own = Slot.Arrival(NumberOf(new(claim.Slot.Place)), new(claim.Slot.Window));
                _coming.Set(own, Math.Max(0, _coming.Of(own) - claim.Units));
            }
        }
    }

    private void AddHands(Slot slot, int units)
    {
        var day = (long)slot.Window - _firstDay;
        if (slot.Kind == SlotKind.PickUnits && slot.Place < _stride && day >= 0 && day < _days)
        {
            // Where nothing limits a center, as many are free as there are numbers.
            ref var free = ref _hands[(slot.Place * _days) + (int)day];
            free = (int)Math.Clamp((long)free + units, 0, int.MaxValue);
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
