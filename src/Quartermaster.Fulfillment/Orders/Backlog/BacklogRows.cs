using System.Numerics;
using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>Writes the plans of the backlog order by order again, each row with what it costs and why.</summary>
/// <remarks>What belongs to a parcel that orders share stands on its first row. The worth of a row's units is what they
/// would be worth if they alone were free again.</remarks>
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

    /// <summary>The first of the orders that share parcels with one, directly or through others.</summary>
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

        foreach (var unit in orders.SelectMany(order => MemberShares.UnitsOf(order, world.Free.Routes)))
        {
            Write(unit);
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

    // What belongs to a parcel stands on its first row; each order has one parcel before another one is a split.
    private void Write(OpenOrder[] unit)
    {
        var (opened, pack) = (0UL, BacklogCosts.PackOf(world.Free, unit));
        foreach (var part in unit)
        {
            var member = part.Members[0];
            var lines = inputs.Orders.LinesOf(member);
            (_packs[member], _together[member]) = (pack, unit[0].Members[0]);
            _shared[member] = BitOperations.PopCount(part.Origins(world.Free.Routes) & opened);
            for (var line = 0; line < lines.Length; line++)
            {
                var to = inputs.Orders.FirstRow(member) + (line * Most);
                foreach (ref readonly var row in part.Rows.AsSpan(line * Most, Most))
                {
                    if (row.Units == 0)
                    {
                        continue;
                    }

                    _rows[to] = row with { Product = lines[line].Product };
                    var origin = 1UL << world.Free.Routes.OriginOf(row.Facility);
                    if ((opened & origin) == 0)
                    {
                        (opened, _isFirst[to]) = (opened | origin, true);
                        _splits[to] = BitOperations.PopCount(opened) > unit.Length ? splitMicros : 0;
                    }

                    to++;
                }
            }
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
