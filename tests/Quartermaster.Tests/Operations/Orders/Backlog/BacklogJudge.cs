using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;
using Quartermaster.Tests.Fulfillment.Orders;

namespace Quartermaster.Tests.Operations.Orders.Backlog;

/// <summary>What holds of the orders of a story, worked out from the ledger, the ways and the terms alone.</summary>
internal static class BacklogJudge
{
    /// <summary>What an order claims, product by product.</summary>
    internal static string GoodsOf(GoodsLedger ledger, OrderKey order) => string.Join(' ', ledger.ClaimsOf(order)
        .GroupBy(claim => (claim.Product.Value, claim.Owner.Value)).OrderBy(of => of.Key)
        .Select(of => $"{of.Key}:{of.Sum(claim => claim.Units)}"));

    /// <summary>Freight, picking, packing and split of the cheapest ways, of the days on which the order's hands are
    /// claimed, that keep its promise and can still be reached; null where a parcel has no such way.</summary>
    internal static long? CostOf(BacklogStory story, UnpickedOrder order)
    {
        var ask = story.Ledger.AskOf(order.Order)!;
        var (sum, parcels, routes) = (0L, order.Lines.GroupBy(line => line.Facility).ToList(), story.Routes);
        var pack = order.Lines.Max(line => TermsOf(story, line).PackPerParcel.Micros);
        foreach (var parcel in parcels)
        {
            var origin = routes.OriginOf(parcel.Key);
            var days = order.Slots.Where(slot => slot.Slot.Place == parcel.Key.Value)
                .Select(slot => slot.Slot.Window).ToArray();
            var ready = story.Now.UnixMilliseconds / 60_000.0 + BacklogStory.PickMinutes
                + parcel.Max(line => TermsOf(story, line).HandlingMinutes);
            var (start, end) = origin < 0 ? (0, 0)
                : (routes.RangeOf(origin, ask.Region).Start, routes.SparesOf(origin, ask.Region).End);
            long[] costs =
            [
                .. Enumerable.Range(start, Math.Max(0, end - start))
                    .Where(way => days.Contains(routes.ShipDayOf(way)) && routes.Options[way].CutoffMinute >= ready
                        && routes.Options[way].DeliveryMinute * 60_000L <= ask.Promised.UnixMilliseconds)
                    .Select(way => routes.Options[way].ParcelMicros + parcel.Sum(line => line.Units
                        * routes.Options[way].GoodsMicros(
                            TermsOf(story, line).WeightGrams, TermsOf(story, line).VolumeCubicCentimeters))),
            ];
            if (costs.Length == 0)
            {
                return null;
            }

            sum += costs.Min() + pack + parcel.Sum(line => line.Units * TermsOf(story, line).PickPerUnit.Micros);
        }

        return sum + (OrderWorlds.Policy.SplitCost.Micros * (parcels.Count - 1));
    }

    private static Quartermaster.Domain.Routes.ShipTerms TermsOf(BacklogStory story, StockClaim line) =>
        story.Inputs.Terms.Rows[line.Product.Value];
}
