using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Numerics;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>Counts what an order that was shipped earned and cost, and when it really arrived.</summary>
internal readonly ref struct Shipments(CompanyFacts facts, DemandBook book, RouteTable routes, ulong world)
{
    private const ulong TransitStream = 0x71;
    private const ulong ConnectionStream = 0x72;
    private const int MinutesPerDay = 1_440;

    internal void Add(Tally tally, in WantedOrder order, ReadOnlySpan<ShipmentRow> rows, Instant promised)
    {
        var (centers, handling, paid, delivered) = (0UL, 0L, 0L, order.At);
        var day = order.At.UtcDay;
        foreach (ref readonly var row in rows)
        {
            if (row.Units == 0)
            {
                continue;
            }

            var product = facts.RowOf(row.Product);
            var price = facts.Economics.Rows[product].Price * book.PriceRatio(product, day);
            tally.Revenue += Money.Of((decimal)price) * row.Units;
            tally.SoldUnits += row.Units;
            paid += row.PaidMicros;
            handling += facts.ShipTerms.Rows[row.Product.Value].PickPerUnit.Micros * row.Units;
            var center = 1UL << facts.CenterOf(row.Facility);
            if ((centers & center) == 0)
            {
                centers |= center;
                handling += facts.ShipTerms.Rows[row.Product.Value].PackPerParcel.Micros;
                var arrival = ArrivalOf(row, order.Key, facts.CenterOf(row.Facility));
                delivered = arrival > delivered ? arrival : delivered;
            }
        }

        handling = Math.Min(handling, paid);
        tally.Handling += new MoneySum(handling);
        tally.Shipping += new MoneySum(paid - handling);
        tally.Orders++;
        tally.Parcels += (long)ulong.PopCount(centers);
        tally.SplitOrders += ulong.PopCount(centers) > 1 ? 1 : 0;
        tally.LateOrders += delivered > promised ? 1 : 0;
        tally.ClickToDoorHours += (delivered.UnixMilliseconds - order.At.UnixMilliseconds) / 3_600_000.0;
    }

    // What the way's lanes take, drawn once per order and center, the same for every policy that takes the way: who
    // misses a connection comes a day later; else the last lane says when. Early parcels wait for delivery hours, as
    // they are planned to; late ones come as they come.
    private Instant ArrivalOf(in ShipmentRow row, ulong order, int center)
    {
        ref readonly var option = ref routes.Options[row.Option];
        if (KeyedRandom.Uniform(world, ConnectionStream, order, (ulong)center) < option.MissedShare)
        {
            return row.Delivery.PlusMinutes(MinutesPerDay);
        }

        var late = option.LastTransit(KeyedRandom.Normal(world, TransitStream, order, (ulong)center))
            - option.LastMinutes;
        return late <= 0 ? row.Delivery : row.Delivery.PlusMinutes(
            routes.Pauses.Elapsed(option.LastLane, option.ArrivalMinute, (int)Math.Min(1e6, Math.Ceiling(late))));
    }
}
