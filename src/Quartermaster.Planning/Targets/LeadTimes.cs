using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Targets;

/// <summary>Learns from receipts how long goods take and how much of an order arrives.</summary>
/// <remarks>
/// Works with the ratio of actual to stated days, so that a vendor's products teach each other; where 0 days are stated
/// there is no ratio, and such offers learn days late from each other. A receipt teaches the offer to the place where
/// it arrived, or the one to the network where there is none. The belief for an
/// offer is a weighted sample: its own lines, its vendor's other lines pooled, and the stated time with a usual
/// spread; its quantiles at equally likely points, times the stated days, are the lead times. A line that arrives in
/// parts counts each part by its units. Orders of which nothing has arrived yet teach nothing, which favors fast
/// vendors slightly in the last weeks. O(receipts × log receipts).
/// </remarks>
public static class LeadTimes
{
    private const int PoolPoints = 32;

    /// <summary>The lead times and yields of offers, in their order.</summary>
    /// <param name="receipts">What arrived, in any order; rows after <paramref name="today"/> are not looked
    /// at.</param>
    /// <param name="offers">What vendors state.</param>
    /// <param name="today">The day on which is learned. Lines ordered less than twice the stated time ago, plus two
    /// weeks, do not teach yield: more of them may come.</param>
    /// <param name="policy">How much to believe few receipts.</param>
    public static LeadTimeTable Learn(
        Table<Receipt> receipts, Table<StatedLeadTime> offers, DateOnly today, LeadTimePolicy policy)
    {
        var stated = new Dictionary<(VendorId, ProductId, FacilityId), int>();
        foreach (var offer in offers.Rows)
        {
            stated[(offer.Vendor, offer.Product, offer.ShipTo)] = offer.Days;
        }

        var lines = LinesOf(receipts, stated, today);
        var pools = lines.GroupBy(line => line.Vendor)
            .ToDictionary(ofVendor => ofVendor.Key, ofVendor => VendorPool.Of([.. ofVendor], PoolPoints));
        var own = lines.ToLookup(line => (line.Vendor, line.Product, line.ShipTo));

        var (days, yields) = (new float[offers.Count * policy.Points], new float[offers.Count]);
        for (var row = 0; row < offers.Count; row++)
        {
            var offer = offers.Rows[row];
            var pool = pools.GetValueOrDefault(offer.Vendor, VendorPool.Empty);
            var belief = Belief([.. own[(offer.Vendor, offer.Product, offer.ShipTo)]], pool,
                pool.RatiosOf(offer.Days), policy, out yields[row]);
            for (var i = 0; i < policy.Points; i++)
            {
                var ratio = belief.At((i + 0.5) / policy.Points);
                days[(row * policy.Points) + i] = (float)Math.Min(3_650, DaysOf(ratio, offer.Days));
            }
        }

        return new() { Days = new(policy.Points, days), Yields = new(yields) };
    }

    // A stated lead time of 0 days has no ratios: there, days late count as they are.
    private static double DaysOf(double ratio, int statedDays) => Math.Max(0, statedDays == 0
        ? ratio - 1
        : ratio * statedDays);

    private static WeightedSample Belief(
        ReceivedLine[] own, VendorPool pool, PooledRatios ratios, LeadTimePolicy policy, out float yield)
    {
        var belief = new WeightedSample();
        foreach (var part in own.SelectMany(line => line.Parts))
        {
            belief.Add(part.Ratio, part.Weight);
        }

        foreach (var ratio in ratios.Values)
        {
            belief.Add(ratio, Math.Min(policy.VendorWeight, ratios.Lines) / ratios.Values.Length);
        }

        for (var i = 0; i < policy.Points; i++)
        {
            var z = Normal.Quantile((i + 0.5) / policy.Points);
            belief.Add(Math.Max(0, 1 + (policy.StatedSpread * z)), policy.StatedWeight / policy.Points);
        }

        var vendorWeight = Math.Min(policy.VendorWeight, pool.Lines);
        var closed = own.Where(line => line.IsClosed).ToArray();
        var arrived = closed.Sum(line => line.Share) + (vendorWeight * pool.Yield) + policy.StatedWeight;
        var weight = closed.Length + vendorWeight + policy.StatedWeight;
        yield = (float)Math.Clamp(arrived / weight, policy.LeastYield, 1);
        return belief;
    }

    private static ReceivedLine[] LinesOf(
        Table<Receipt> receipts, Dictionary<(VendorId, ProductId, FacilityId), int> stated, DateOnly today)
    {
        var known = receipts.Rows.ToArray().Where(receipt => receipt.Day <= today && receipt.Day >= receipt.OrderedDay
            && receipt.Units >= 0 && receipt.OrderedUnits > 0
            && stated.ContainsKey((receipt.Vendor, receipt.Product, ShipToOf(receipt))));
        return [.. known.GroupBy(receipt => (receipt.PurchaseOrder, receipt.Line)).Select(Line)];

        ReceivedLine Line(IEnumerable<Receipt> parts)
        {
            var first = parts.First();
            var shipTo = ShipToOf(first);
            var statedDays = stated[(first.Vendor, first.Product, shipTo)];
            var units = parts.Sum(part => (double)part.Units);
            var closing = first.OrderedDay.DayNumber + (2L * statedDays) + 14;
            return new(first.Vendor, first.Product, shipTo, statedDays,
                [.. parts.Where(part => part.Units > 0).Select(part => (Ratio(part, statedDays), part.Units / units))],
                Math.Min(1, units / first.OrderedUnits), closing <= today.DayNumber);
        }

        // The offer by which it was ordered: the center's own, or the network's.
        FacilityId ShipToOf(in Receipt receipt) =>
            stated.ContainsKey((receipt.Vendor, receipt.Product, receipt.ShipTo)) ? receipt.ShipTo : default;
    }

    private static double Ratio(in Receipt part, int statedDays)
    {
        var days = part.Day.DayNumber - part.OrderedDay.DayNumber;
        return statedDays == 0 ? 1 + days : (double)days / statedDays;
    }
}
