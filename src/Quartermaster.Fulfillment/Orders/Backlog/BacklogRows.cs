using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>Writes the plans of the backlog order by order again, each row with what it costs and why.</summary>
/// <remarks>Orders that are shipped together share parcels: each takes its units FC by FC, and what belongs to a parcel
/// stands on its first row. The worth of a row's units is what they would be worth if they alone were free again.
/// </remarks>
internal sealed class BacklogRows(BacklogInputs inputs, BacklogWorld world, long splitMicros)
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    private readonly ShipmentRow[] _rows = new ShipmentRow[inputs.Present.Count];
    private readonly long[] _splits = new long[inputs.Present.Count];
    private readonly bool[] _isFirst = new bool[inputs.Present.Count];
    private readonly long[] _packs = new long[inputs.Orders.Count];
    private readonly PlanBill[] _bills = new PlanBill[inputs.Orders.Count];
    private readonly int[] _shared = new int[inputs.Orders.Count];
    private readonly int[] _together = [.. Enumerable.Range(0, inputs.Orders.Count)];

    /// <summary>What an order costs; a parcel that is shared counts with the first order that has goods in it.
    /// </summary>
    internal PlanBill BillOf(int order) => _bills[order];

    /// <summary>How many parcels an order has goods in that count with another one.</summary>
    internal int SharedBy(int order) => _shared[order];

    /// <summary>The first of the orders that are shipped together with one.</summary>
    internal int FirstWith(int order) => _together[order];

    /// <summary>All rows, in the order of the present plan.</summary>
    internal ShipmentRow[] Write(List<OpenOrder> orders, ReasonWriter<OrderReason>? why)
    {
        for (var order = 0; order < inputs.Orders.Count; order++)
        {
            var lines = inputs.Orders.LinesOf(order);
            for (var row = 0; row < lines.Length * Most; row++)
            {
                _rows[inputs.Orders.FirstRow(order) + row] = new() { Product = lines[row / Most].Product, Option = -1 };
            }
        }

        foreach (var order in orders)
        {
            Divide(order);
        }

        for (var order = 0; order < inputs.Orders.Count; order++)
        {
            for (var row = inputs.Orders.FirstRow(order); row < inputs.Orders.FirstRow(order + 1); row++)
            {
                Cost(order, row, why);
            }
        }

        return _rows;
    }

    private void Divide(OpenOrder order)
    {
        var left = (ShipmentRow[])order.Rows.Clone();
        var (opened, parcels) = (0UL, 0);
        foreach (var member in order.Members)
        {
            _packs[member] = BacklogCosts.PackOf(world.Free, order.Lines);
            _together[member] = order.Members[0];
            var (own, before) = (0UL, parcels);
            var lines = inputs.Orders.LinesOf(member);
            for (var line = 0; line < lines.Length; line++)
            {
                var number = world.NumberOf[lines[line].Product];
                var from = Array.FindIndex(order.Lines, its => its.Product.Value == number) * Most;
                var (wanted, to) = (lines[line].Units, inputs.Orders.FirstRow(member) + (line * Most));
                for (var row = from; row < from + Most && wanted > 0; row++)
                {
                    var units = Math.Min(wanted, left[row].Units);
                    if (units == 0)
                    {
                        continue;
                    }

                    left[row] = left[row] with { Units = left[row].Units - units };
                    wanted -= units;
                    _rows[to] = left[row] with { Product = lines[line].Product, Units = units };
                    var origin = 1UL << world.Free.Routes.OriginOf(left[row].Facility);
                    own |= origin;
                    if ((opened & origin) == 0)
                    {
                        (opened, parcels, _isFirst[to]) = (opened | origin, parcels + 1, true);
                        _splits[to] = parcels > order.Members.Length ? splitMicros : 0;
                    }

                    to++;
                }
            }

            _shared[member] = System.Numerics.BitOperations.PopCount(own) - (parcels - before);
        }
    }

    private void Cost(int order, int row, ReasonWriter<OrderReason>? why)
    {
        var cost = new Waterfall<OrderReason>(why);
        if (_rows[row].Units == 0)
        {
            if (row % Most == 0 && !inputs.Orders.LinesOf(order).IsEmpty && IsMissing(row))
            {
                cost.Remark(OrderReason.NotAvailable);
            }

            return;
        }

        var inner = _rows[row] with { Product = new(world.NumberOf[_rows[row].Product]) };
        ref readonly var way = ref world.Free.Routes.Options[inner.Option];
        var (parcels, unit) = (_isFirst[row] ? 1 : 0, BacklogCosts.FreightOf(world.Free, in inner, in way));
        var space = ParcelSizes.SpaceOf(world.Free, inner.Product, inner.Option, inner.Units, parcels, unit);
        var freight = (inner.Units * unit) + (parcels * way.ParcelMicros) - space;
        var handling = (inner.Units * BacklogCosts.PickOf(world.Free, in inner)) + (parcels * _packs[order]);
        var slots = inner.Units * BacklogCosts.SlotOf(world.Free, in inner);
        _bills[order] += new PlanBill(parcels, freight, handling, _splits[row], slots, space);
        cost.SetTo(freight, OrderReason.Freight);
        cost.SetTo(cost.Quantity + handling, OrderReason.Handling);
        cost.SetTo(cost.Quantity + _splits[row], OrderReason.Split);
        cost.SetTo(cost.Quantity + space, OrderReason.LaneSpace);
        cost.SetTo(cost.Quantity + slots, OrderReason.SlotPrice);
        cost.SetTo(cost.Quantity + world.WorthOf(in inner), OrderReason.StockValue);
        _rows[row] = _rows[row] with
        {
            Delivery = Instant.OfMinutes(way.DeliveryMinute),
            CostMicros = cost.Quantity,
            PaidMicros = freight + handling,
        };
    }

    private bool IsMissing(int row) => _rows.AsSpan(row, Most).ToArray().All(its => its.Units == 0);
}
