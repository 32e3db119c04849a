using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Capacity;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations.Gather;

/// <summary>Lays out what the placement engine looks at: every product that was bought for the network, by center.
/// </summary>
public static class PlacementGather
{
    private const int LongestDays = 182;

    /// <summary>The inputs of a day.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="targets">What the levels were made from.</param>
    /// <param name="bought">What was bought.</param>
    /// <param name="policy">What is assumed.</param>
    public static PlacementInputs Inputs(
        CompanyFacts facts, PlanningState state, TargetInputs targets, Table<PurchaseLine> bought, GatherPolicy policy)
    {
        var inbound = InboundOf(facts, bought);
        var rows = inbound.Keys.Order().ToArray();
        var (centers, decisions) = (facts.Centers.Length, new Decisions(state.Overrides, state.Today));
        var cover = CoverDays(facts, targets, rows, policy);
        var nodes = rows.SelectMany(row => Enumerable.Range(0, centers).Select(center => (Row: row, Center: center)))
            .ToArray();
        return new()
        {
            CoverDays = cover,
            Products = Groups.OfSizes([.. rows.Select(_ => centers)]),
            Facts = new([.. rows.Select(row => FactOf(facts, row))]),
            Inbound = new([.. rows.Select(row => inbound[row])]),
            Worths = new([.. rows.Select(row =>
                new SaleWorth(
                facts.Economics.Rows[row].ShortageCost + facts.Economics.Rows[row].FreightPerUnit,
                policy.LostPerExtraDay))]),
            Demand = ProtectionDemand.Quantiles(targets.Demand, rows, targets.LeadTimes.Pick(rows),
                [.. rows.Select(row => DaysToSell(facts, state, targets, row, inbound[row].Units))]),
            RegionShares = facts.RegionShares.Pick(rows),
            Destinations = new([.. nodes.Select(node => new Destination(facts.Centers[node.Center], MayHold: true))]),
            Positions = new([.. nodes.Select(node => PositionOf(state, (node.Row * centers) + node.Center))]),
            Yesterday = new([.. nodes.Select(node =>
                new LastSplit(state.LastShares?[(node.Row * centers) + node.Center] ?? 0))]),
            Overrides = new([.. nodes.Select(node => decisions.Of(
                OverrideTarget.Place, facts.Products.Rows[node.Row].Id, facts.Centers[node.Center]))]),
            Serve = facts.Serve,
            Prices = BoardOf(facts, state),
        };
    }

    /// <summary>What the centers hold, and what of it is spoken for, for each resource of the board.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="inputs">The placement's inputs, whose board is used.</param>
    /// <param name="meanDailyUnits">Mean demand a day, by product row: what leaves again while goods rest.</param>
    /// <param name="policy">What is assumed.</param>
    public static Table<ResourceLoad> LoadsOf(
        CompanyFacts facts, PlanningState state, PlacementInputs inputs, double[] meanDailyUnits, GatherPolicy policy)
    {
        var board = inputs.Prices;
        var loads = new ResourceLoad[board.Count];
        var limits = facts.Capacities.InForce(state.Today).ToDictionary(ResourceOf, limit => limit.Hard);
        var volumes = VolumesHeld(facts, state, meanDailyUnits, inputs.CoverDays);
        for (var i = 0; i < loads.Length; i++)
        {
            var (facility, resource, storageClass, _) = board.Resources.Rows[i];
            var hard = limits[board.Resources.Rows[i]];
            loads[i] = resource == Resource.Storage
                ? new(hard * policy.StorageFill * inputs.CoverDays,
                    volumes.GetValueOrDefault((facility, storageClass)) * inputs.CoverDays, 0)
                : new(hard, DueNextDay(facts, state, facility), 0);
        }

        return new(loads);
    }

    private static Dictionary<int, InboundGoods> InboundOf(CompanyFacts facts, Table<PurchaseLine> bought)
    {
        var inbound = new Dictionary<int, InboundGoods>();
        foreach (var line in bought.Rows)
        {
            if (line.Units > 0 && line.ShipTo == default)
            {
                var row = facts.RowOf(line.Product);
                var before = inbound.GetValueOrDefault(row);
                inbound[row] = new(before.Units + line.Units,
                    Math.Max(before.CaseUnits, CaseOf(facts, row, line.Vendor)),
                    before.DueDay > line.DueDay ? before.DueDay : line.DueDay);
            }
        }

        return inbound;
    }

    private static int CaseOf(CompanyFacts facts, int row, VendorId vendor)
    {
        for (var i = facts.OffersOfProduct.FirstRow(row); i < facts.OffersOfProduct.FirstRow(row + 1); i++)
        {
            if (facts.Offers.Rows[i].Vendor == vendor)
            {
                return Math.Max(1, facts.Offers.Rows[i].UnitsPerCase);
            }
        }

        return 1;
    }

    private static int CoverDays(CompanyFacts facts, TargetInputs targets, int[] rows, GatherPolicy policy) =>
        policy.CoverDays > 0 ? policy.CoverDays
        : rows.Length == 0 ? 1
        : Math.Max(1, (int)Math.Round(rows.Average(row => targets.LeadTimes.MeanDays(row) + facts.ReviewDaysOf(row))));

    // Where goods rest matters until the last of them is sold, which may be long after the next order arrives.
    private static int DaysToSell(CompanyFacts facts, PlanningState state, TargetInputs targets, int row, int inbound)
    {
        var units = (double)inbound;
        for (var center = 0; center < facts.Centers.Length; center++)
        {
            var at = (row * facts.Centers.Length) + center;
            units += Math.Max(0, state.Available[at] + state.OnOrder[at]);
        }

        var mean = targets.Demand.MeanPerDay(row);
        var days = mean > 0 ? (units / mean) - targets.LeadTimes.MeanDays(row) : 0;
        return (int)Math.Clamp(Math.Ceiling(days), targets.Replenishments.Rows[row].ReviewDays, LongestDays);
    }

    private static PlacedProduct FactOf(CompanyFacts facts, int row)
    {
        ref readonly var product = ref facts.Products.Rows[row];
        return new(product.Id, facts.Catalog.KeyOf(product.Id), product.StorageClass, product.VolumeCubicCentimeters,
            product.WeightGrams);
    }

    private static Position PositionOf(PlanningState state, int at) => new(state.Available[at] + state.OnOrder[at]);

    private static PriceBoard BoardOf(CompanyFacts facts, PlanningState state)
    {
        var resources = facts.Capacities.InForce(state.Today)
            .Where(c => c.Resource is Resource.Storage or Resource.Inbound && facts.CenterOf(c.Facility) >= 0)
            .Select(ResourceOf)
            .ToArray();
        var prices = resources.Select(r =>
            state.LastBoard?.PriceOf(r.Facility, r.Resource, r.StorageClass, state.Today) ?? 0).ToArray();
        return new(new(resources), new(prices));
    }

    private static SharedResource ResourceOf(Capacity limit) => new(limit.Facility, limit.Resource,
        limit.Resource == Resource.Storage ? limit.StorageClass : default, DateOnly.MinValue);

    // What rests at a center halfway through the cover: today's goods and all that is on its way, less half of demand.
    private static Dictionary<(FacilityId, StorageClass), double> VolumesHeld(
        CompanyFacts facts, PlanningState state, double[] meanDailyUnits, int coverDays)
    {
        var volumes = new Dictionary<(FacilityId, StorageClass), double>();
        var centers = facts.Centers.Length;
        for (var row = 0; row < facts.Products.Count; row++)
        {
            ref readonly var product = ref facts.Products.Rows[row];
            for (var center = 0; center < centers; center++)
            {
                var at = (row * centers) + center;
                var sold = meanDailyUnits[row] * facts.CenterShares.Row(row)[center] * coverDays / 2;
                var units = Math.Max(0, state.Available[at] + state.OnOrder[at] - sold);
                var key = (facts.Centers[center], product.StorageClass);
                volumes[key] = volumes.GetValueOrDefault(key) + (units * product.VolumeCubicCentimeters * 1e-6);
            }
        }

        return volumes;
    }

    private static double DueNextDay(CompanyFacts facts, PlanningState state, FacilityId facility)
    {
        var (center, units, first, last) = (facts.CenterOf(facility), 0.0, int.MaxValue, int.MinValue);
        foreach (var line in state.OpenLines.Rows)
        {
            if (line.Center == center && line.DueDay > state.Today)
            {
                units += line.Units;
                (first, last) = (Math.Min(first, line.DueDay.DayNumber), Math.Max(last, line.DueDay.DayNumber));
            }
        }

        return units == 0 ? 0 : units / (last - first + 1);
    }
}
