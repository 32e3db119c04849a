using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>The stock and slots that the open orders share, with the products renumbered from 1.</summary>
/// <remarks>Two views of the same cells: what is free while plans are tried, and what would be free if no open order
/// held anything. The engine's own tables are not touched.</remarks>
internal sealed class BacklogWorld
{
    // More than all orders of a backlog together can take: such a day has no limit, and does not change.
    private const int Unlimited = 1_000_000_000;

    private readonly OrderInputs _source;
    private readonly int[] _cells;
    private readonly int[] _all;
    private readonly int[] _slots = [];
    private readonly int[] _allSlots = [];
    private readonly bool[] _areUnlimited = [];
    private readonly int _stride;
    private readonly int _firstDay;
    private readonly int _days;

    internal BacklogWorld(OrderInputs source)
    {
        _source = source;
        Products = [default, .. source.Lines.Rows.ToArray().Select(line => line.Product).Distinct()];
        NumberOf = Products.Select((product, number) => (product, number))
            .ToDictionary(pair => pair.product, pair => pair.number);
        _stride = source.Routes.Origins.ToArray().Append(default).Max(origin => origin.Value) + 1;
        _cells = new int[Products.Length * _stride];
        for (var number = 1; number < Products.Length; number++)
        {
            foreach (var origin in source.Routes.Origins)
            {
                _cells[(number * _stride) + origin.Value] = source.Available.Of(Products[number], origin);
            }
        }

        _all = (int[])_cells.Clone();
        var known = source.Terms.Count;
        var now = source with
        {
            Terms = new([.. Products.Select(product => product.Value > 0 && product.Value < known
                ? source.Terms.Rows[product.Value] : default)]),
            StockValueRows = new([.. Products.Select(product => product.Value > 0
                && product.Value < source.StockValueRows.Count ? source.StockValueRows.Rows[product.Value] : -1)]),
            Orders = Groups.OfSizes([]), Lines = new([]), Requests = new([]),
        };
        var (free, all) = ((LiveSlots?)null, (LiveSlots?)null);
        if (source.Slots is not null)
        {
            (_firstDay, _days) = (source.Routes.FirstDay.DayNumber - 1, source.Routes.Days + 3);
            _slots = new int[_stride * _days];
            foreach (var origin in source.Routes.Origins)
            {
                for (var day = 0; day < _days; day++)
                {
                    _slots[(origin.Value * _days) + day] = source.Slots.Of(origin, _firstDay + day);
                }
            }

            _allSlots = (int[])_slots.Clone();
            _areUnlimited = Array.ConvertAll(_slots, units => units >= Unlimited);
            (free, all) = (new LiveSlots(), new LiveSlots());
            free.Publish(_slots, _firstDay, _days);
            all.Publish(_allSlots, _firstDay, _days);
        }

        Free = now with { Available = new(_cells, _stride), Slots = free };
        All = now with { Available = new(_all, _stride), Slots = all };
    }

    /// <summary>The products by number; slot 0 unused.</summary>
    internal ProductId[] Products { get; }

    /// <summary>The number of each product.</summary>
    internal Dictionary<ProductId, int> NumberOf { get; }

    /// <summary>Everything but the orders, with what is free now.</summary>
    internal OrderInputs Free { get; }

    /// <summary>The same, as if no open order held anything.</summary>
    internal OrderInputs All { get; }

    /// <summary>What the units now taken would be worth to later orders, up to a constant; micros.</summary>
    internal long WorthTaken { get; private set; }

    /// <summary>Where a product's units at an FC are kept.</summary>
    internal int CellOf(in ShipmentRow row) => (row.Product.Value * _stride) + row.Facility.Value;

    /// <summary>Units free in a cell.</summary>
    internal int FreeIn(int cell) => _cells[cell];

    /// <summary>Lets open orders hold something when the backlog is taken in.</summary>
    internal void Add(in ShipmentRow row)
    {
        var cell = CellOf(in row);
        _cells[cell] += row.Units;
        _all[cell] += row.Units;
        if (SlotOf(in row) is >= 0 and var slot)
        {
            _slots[slot] += row.Units;
            _allSlots[slot] += row.Units;
        }
    }

    /// <summary>Takes what a plan ships, or gives it back.</summary>
    internal void Take(ReadOnlySpan<ShipmentRow> rows, bool back = false)
    {
        foreach (ref readonly var row in rows)
        {
            if (row.Units == 0)
            {
                continue;
            }

            var (cell, units) = (CellOf(in row), back ? -row.Units : row.Units);
            var (before, after) = (_cells[cell], _cells[cell] - units);
            _cells[cell] = after;
            var worth = WorthBetween(in row, Math.Min(before, after), Math.Max(before, after));
            WorthTaken += back ? -worth : worth;
            if (SlotOf(in row) is >= 0 and var slot)
            {
                _slots[slot] -= units;
            }
        }
    }

    /// <summary>What a row's units would be worth if they were free where they are; micros.</summary>
    internal long WorthOf(in ShipmentRow row)
    {
        var free = _cells[CellOf(in row)];
        return WorthBetween(in row, free, free + row.Units);
    }

    // Of the units above the first some, up to the last.
    private long WorthBetween(in ShipmentRow row, int above, int last)
    {
        var sum = 0L;
        var origin = _source.Routes.OriginOf(row.Facility);
        for (var k = above + 1; _source.StockValues is not null && k <= last; k++)
        {
            sum += StockWorth.Of(Free, row.Product, origin, k, 1).Micros;
        }

        return sum;
    }

    private int SlotOf(in ShipmentRow row)
    {
        if (_slots.Length == 0 || !_source.Routes.Options.Has(row.Option))
        {
            return -1;
        }

        var day = _source.Routes.ShipDayOf(row.Option) - _firstDay;
        var slot = (row.Facility.Value * _days) + day;
        return day >= 0 && day < _days && !_areUnlimited[slot] ? slot : -1;
    }
}
