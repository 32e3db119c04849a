using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Gather;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>On which days a decision to buy is ordered: on each order day between its first and its last.</summary>
internal static class OrderDays
{
    private const int MostDaysAhead = 400;

    /// <summary>The next day on which an offer is due; null if there is none within a year or so.</summary>
    /// <param name="facts">What is bought, of whom, on which days.</param>
    /// <param name="today">Days after this one.</param>
    internal static DateOnly? Next(CompanyFacts facts, DateOnly today)
    {
        for (var day = today.AddDays(1); day <= today.AddDays(MostDaysAhead); day = day.AddDays(1))
        {
            for (var offer = 0; offer < facts.Offers.Count; offer++)
            {
                if (BuyingGather.IsDue(facts, offer, day))
                {
                    return day;
                }
            }
        }

        return null;
    }

    /// <summary>The days, in order; none for a decision of another kind, or one that no offer carries out.</summary>
    /// <param name="tables">The workspace's tables.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="today">The day of the next plan: what would have been ordered before it is not counted.</param>
    internal static IReadOnlyList<DateOnly> Of(StoredTables tables, Override decision, DateOnly today)
    {
        var isBought = decision.Engine == OverrideTarget.Buy && tables.Read<Product>().Rows.ToArray()
            .Any(product => product.Id == decision.Product && product.Status != ProductStatus.Ended);
        if (!isBought)
        {
            return [];
        }

        var vendors = tables.Read<Vendor>().Rows.ToArray().ToDictionary(vendor => vendor.Id);
        var offers = tables.Read<Offer>().Rows.ToArray().Where(offer => offer.Product == decision.Product
            && offer.ShipTo == decision.Facility && vendors.ContainsKey(offer.Vendor)
            && (decision.Vendor == default || offer.Vendor == decision.Vendor)).ToArray();
        var first = decision.FromDay > today ? decision.FromDay : today;
        return
        [
            .. Enumerable.Range(first.DayNumber, Math.Max(0, decision.ExpiryDay.DayNumber - first.DayNumber + 1))
                .Select(DateOnly.FromDayNumber)
                .Where(day => offers.Any(offer => BuyingGather.IsDue(offer, vendors[offer.Vendor], day))),
        ];
    }
}
