using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <content>Which orders of a customer leave as one parcel. The ledger says from where and on which day: what leaves
/// from one center on one day for one customer and region goes by one way, where one is in time for all of it and costs
/// no more than ways of their own.</content>
internal sealed partial class BacklogIntake
{
    private readonly Dictionary<(OrderKey, FacilityId), int> _together = [];

    private void FindTogether(OpenBacklog backlog)
    {
        var parts = new List<Part>();
        foreach (var (order, ask) in backlog.Orders)
        {
            if (ask is { Customer.IsNamed: true, Promised.IsKnown: true } && IsOurs(order, ask))
            {
                parts.AddRange(order.Lines.GroupBy(line => line.Facility)
                    .Select(parcel => new Part(order, ask, parcel.Key, [.. parcel]))
                    .Select(part => part with { Way = WayOf(order, ask, part.Parcel, out _) })
                    .Where(part => part.Way >= 0));
            }
        }

        foreach (var parcel in parts.GroupBy(part => (part.Ask.Customer, part.Ask.GoesTo, part.Facility,
            routes.ShipDayOf(part.Way))).Where(parcel => parcel.Skip(1).Any()))
        {
            Part[] of = [.. parcel];
            var way = CommonWay(of);
            foreach (var part in way < 0 ? [] : of)
            {
                _together[(part.Order.Order, part.Facility)] = way;
            }
        }
    }

    private int CommonWay(Part[] parts)
    {
        var (region, day, origin) = (parts[0].Ask.GoesTo, routes.ShipDayOf(parts[0].Way),
            routes.OriginOf(parts[0].Facility));
        var ready = parts.Max(part => ReadyOf(part.Parcel));
        var deadline = parts.Min(part => new OrderRequest(region, at, part.Ask.Promised).DeadlineMinute);
        var most = parts.Sum(part => MicrosOf(part.Parcel, in routes.Options[part.Way]))
            + parts.Select(part => part.Way).Distinct().Sum(way => routes.Options[way].ParcelMicros);
        var best = -1;
        for (var way = routes.RangeOf(origin, region).Start; way < routes.SparesOf(origin, region).End; way++)
        {
            ref readonly var option = ref routes.Options[way];
            if (routes.ShipDayOf(way) != day || option.DeliveryMinute > deadline || option.CutoffMinute < ready
                || !Array.TrueForAll(parts, part => Claims(part, way) || !Claims(part, part.Way)))
            {
                continue;
            }

            var micros = option.ParcelMicros;
            foreach (var part in parts)
            {
                micros += MicrosOf(part.Parcel, in option);
            }

            if (micros < most || (micros == most && (best < 0 || IsLater(way, best))))
            {
                (best, most) = (way, micros);
            }
        }

        return best;
    }

    private bool IsLater(int way, int other) =>
        areHeld && routes.Options[way].CutoffMinute > routes.Options[other].CutoffMinute;

    private bool Claims(Part part, int way) => Claims(part.Order, way, part.Ask.GoesTo, LoadOf(part.Parcel));

    private sealed record Part(UnpickedOrder Order, OrderAsk Ask, FacilityId Facility, StockClaim[] Parcel)
    {
        /// <summary>The way that it would leave by, alone.</summary>
        internal int Way { get; init; }
    }
}
