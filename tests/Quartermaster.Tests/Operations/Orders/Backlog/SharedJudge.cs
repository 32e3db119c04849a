using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Tests.Fulfillment.Orders;

namespace Quartermaster.Tests.Operations.Orders.Backlog;

/// <summary>What the open orders of a story cost where orders of one customer to one region share parcels, worked out
/// from the ledger, the ways and the terms alone.</summary>
/// <remarks>An order's parcel leaves by the cheapest way of its day that keeps the promise, of equal ones by the last
/// for a customer's; what leaves from one center on one day for a customer and region by one way, where that costs no
/// more. Orders that have a parcel in common are packed alike, and have one parcel each before another one splits them.
/// </remarks>
internal sealed class SharedJudge(BacklogStory story, UnpickedOrder[] orders)
{
    /// <summary>The cost of all orders that are in time, and how many parcels fewer they are for sharing.</summary>
    internal (long Micros, int Shared) Judge()
    {
        UnpickedOrder[] inTime = [.. orders.Where(order => BacklogJudge.CostOf(story, order) is not null)];
        var parcels = inTime.SelectMany((order, i) => order.Lines.GroupBy(line => line.Facility)
            .Select(of => (Order: i, Key: KeyOf(order, of.Key, WayOf(order, [.. of])), Way: WayOf(order, [.. of]))))
            .ToArray();
        var units = Enumerable.Range(0, inTime.Length).ToArray();
        foreach (var shared in parcels.GroupBy(parcel => parcel.Key))
        {
            var (to, from) = (units[shared.First().Order], shared.Select(parcel => units[parcel.Order]).ToHashSet());
            units = Array.ConvertAll(units, unit => from.Contains(unit) ? to : unit);
        }

        var sum = parcels.Sum(parcel => inTime[parcel.Order].Lines
            .Where(line => line.Facility == parcel.Key.Facility).Sum(line => GoodsOf(line, parcel.Way)));
        foreach (var unit in parcels.GroupBy(parcel => units[parcel.Order]))
        {
            var own = unit.DistinctBy(parcel => parcel.Key).ToArray();
            var members = unit.Select(parcel => parcel.Order).Distinct().ToArray();
            var pack = members.SelectMany(order => inTime[order].Lines).Max(line =>
                TermsOf(line).PackPerParcel.Micros);
            sum += own.Sum(parcel => story.Routes.Options[parcel.Way].ParcelMicros) + (own.Length * pack)
                + (Math.Max(0, own.Length - members.Length) * OrderWorlds.Policy.SplitCost.Micros);
        }

        return (sum, parcels.Length - parcels.DistinctBy(parcel => parcel.Key).Count());
    }

    private (CustomerKey, RegionId, FacilityId Facility, int Way, OrderKey) KeyOf(
        UnpickedOrder order, FacilityId facility, int way) =>
        (AskOf(order).Customer, AskOf(order).Region, facility, way,
            AskOf(order).Customer.IsNamed ? default : order.Order);

    private int WayOf(UnpickedOrder order, StockClaim[] parcel)
    {
        var (ask, alone) = (AskOf(order), Cheapest([(order, parcel)]));
        if (!ask.Customer.IsNamed)
        {
            return alone;
        }

        (UnpickedOrder, StockClaim[])[] all =
        [
            .. orders.Where(other => AskOf(other).Customer == ask.Customer && AskOf(other).Region == ask.Region
                    && AskOf(other).Promised >= story.Now)
                .Select(other => (other, other.Lines.Where(line => line.Facility == parcel[0].Facility).ToArray()))
                .Where(other => other.Item2.Length > 0 && DayOf(other.other, parcel) == DayOf(order, parcel)
                    && Cheapest([other]) >= 0),
        ];
        var (apart, together) = (Array.ConvertAll(all, other => Cheapest([other])), Cheapest(all));
        var costApart = apart.Distinct().Sum(way => story.Routes.Options[way].ParcelMicros)
            + all.Zip(apart).Sum(one => one.First.Item2.Sum(line => GoodsOf(line, one.Second)));
        return together >= 0 && CostOf(all, together) <= costApart ? together : alone;
    }

    private static int DayOf(UnpickedOrder order, StockClaim[] parcel) => order.Slots
        .Where(slot => slot.Slot.Place == parcel[0].Facility.Value).Select(slot => slot.Slot.Window)
        .DefaultIfEmpty(-1).First();

    private long CostOf((UnpickedOrder Order, StockClaim[] Parcel)[] parts, int way) =>
        story.Routes.Options[way].ParcelMicros + parts.Sum(part => part.Parcel.Sum(line => GoodsOf(line, way)));

    // Of the ways of the day that are in time for all; −1 for none.
    private int Cheapest((UnpickedOrder Order, StockClaim[] Parcel)[] parts)
    {
        var (routes, ask, facility) = (story.Routes, AskOf(parts[0].Order), parts[0].Parcel[0].Facility);
        var origin = routes.OriginOf(facility);
        var (start, end) = origin < 0 ? (0, 0)
            : (routes.RangeOf(origin, ask.Region).Start, routes.SparesOf(origin, ask.Region).End);
        var ready = (story.Now.UnixMilliseconds / 60_000.0) + BacklogStory.PickMinutes
            + parts.Max(part => part.Parcel.Max(line => TermsOf(line).HandlingMinutes));
        return Enumerable.Range(start, Math.Max(0, end - start))
            .Where(way => routes.ShipDayOf(way) == DayOf(parts[0].Order, parts[0].Parcel)
                && routes.Options[way].CutoffMinute >= ready
                && parts.All(part => IsBy(routes.Options[way], AskOf(part.Order).Promised)))
            .OrderBy(way => CostOf(parts, way))
            .ThenBy(way => ask.Customer.IsNamed ? -routes.Options[way].CutoffMinute : 0)
            .Append(-1).First();
    }

    private static bool IsBy(RouteOption way, Instant promised) =>
        way.DeliveryMinute * 60_000L <= promised.UnixMilliseconds;

    private long GoodsOf(StockClaim line, int way) => line.Units * (TermsOf(line).PickPerUnit.Micros
        + story.Routes.Options[way].GoodsMicros(TermsOf(line).WeightGrams, TermsOf(line).VolumeCubicCentimeters));

    private ShipTerms TermsOf(StockClaim line) => story.Inputs.Terms.Rows[line.Product.Value];

    private OrderAsk AskOf(UnpickedOrder order) => story.Ledger.AskOf(order.Order)!;
}
