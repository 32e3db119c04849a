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
    /// <param name="belief">What customers want from today on.</param>
    /// <param name="meanDailyUnits">Mean demand a day over the next four weeks, by product row.</param>
    /// <param name="bought">What was bought.</param>
    /// <param name="policy">What is assumed.</param>
    public static PlacementInputs Inputs(
        CompanyFacts facts, PlanningState state, Belief belief, double[] meanDailyUnits, Table<PurchaseLine> bought,
        GatherPolicy policy)
    {
        var (inbound, direct) = (InboundOf(facts, bought), DirectOf(facts, bought));
        var rows = inbound.Keys.Order().ToArray();
        var (centers, decisions) = (facts.Centers.Length, new Decisions(state.Overrides, state.Today));
        var leadTimes = TargetGather.LeadTimesOf(facts, rows);
        var nodes = rows.SelectMany(row => Enumerable.Range(0, centers).Select(center => (Row: row, Center: center)))
            .ToArray();
        return LaidOut(facts, policy, rows, [.. rows.Select(row => inbound[row])]) with
        {
            Demand = belief.Quantiles(rows, leadTimes, [.. rows.Select((row, i) => DaysToSell(
                facts, state, row, inbound[row].Units, meanDailyUnits[row], leadTimes.MeanDays(i)))]),
            Positions = new([.. nodes.Select(node => PositionOf(state, (node.Row * centers) + node.Center, direct))]),
            Yesterday = new([.. nodes.Select(node =>
                new LastSplit(state.LastShares?[(node.Row * centers) + node.Center] ?? 0))]),
            Overrides = new([.. nodes.Select(node => decisions.Of(
                OverrideTarget.Place, facts.Products.Rows[node.Row].Id, facts.Centers[node.Center]))]),
            Prices = BoardOf(facts, state, InboundDays.Of(inbound.Values.Select(goods => goods.DueDay))),
        };
    }

    /// <summary>What does not depend on who asks where goods should go: any center, by what sales are worth there.
    /// Nothing is there yet, wanted, said before or scarce.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="policy">What is assumed.</param>
    /// <param name="rows">The products' rows.</param>
    /// <param name="inbound">What comes of each.</param>
    internal static PlacementInputs LaidOut(
        CompanyFacts facts, GatherPolicy policy, int[] rows, InboundGoods[] inbound)
    {
        var cells = rows.Length * facts.Centers.Length;
        return new()
        {
            CoverDays = CoverDays(facts, policy),
            Products = Groups.OfSizes([.. rows.Select(_ => facts.Centers.Length)]),
            Facts = new([.. rows.Select(row => FactOf(facts, row))]),
            Inbound = new(inbound),
            Worths = new([.. rows.Select(row => new SaleWorth(
                facts.Economics.Rows[row].ShortageCost + facts.Economics.Rows[row].FreightPerUnit,
                policy.LostPerExtraDay))]),
            Demand = new([0.5f], new float[rows.Length]),
            RegionShares = facts.RegionShares.Pick(rows),
            Destinations = new([.. rows.SelectMany(_ => facts.Centers.Select(center =>
                new Destination(center, MayHold: true)))]),
            Positions = new(new Position[cells]),
            Yesterday = new(new LastSplit[cells]),
            Overrides = new(new HumanDecision[cells]),
            Serve = facts.Serve,
            Prices = PriceBoard.Empty,
        };
    }

    /// <summary>What the centers hold, and what of it is spoken for, for each resource of the board.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="inputs">The placement's inputs, whose board is used.</param>
    /// <param name="resting">What customers take while goods rest.</param>
    /// <param name="policy">What is assumed.</param>
    public static Table<ResourceLoad> LoadsOf(
        CompanyFacts facts, PlanningState state, PlacementInputs inputs, RestingDemand resting, GatherPolicy policy)
    {
        var board = inputs.Prices;
        var loads = new ResourceLoad[board.Count];
        var limits = facts.Capacities.InForce(state.Today).Where(limit => limit.Resource == Resource.Storage)
            .ToDictionary(limit => (limit.Facility, limit.StorageClass), limit => limit.Hard);
        var hands = HandsOf(facts, state, inputs);
        var stored = StorageLoads.Of(facts, state, resting);
        for (var i = 0; i < loads.Length; i++)
        {
            var (facility, resource, storageClass, _) = board.Resources.Rows[i];
            if (resource != Resource.Storage)
            {
                loads[i] = hands(board.Resources.Rows[i]);
                continue;
            }

            var (mean, deviation) = stored.Of(facility, storageClass);
            loads[i] = new(limits[(facility, storageClass)] * policy.StorageFill * inputs.CoverDays,
                mean * inputs.CoverDays, deviation * inputs.CoverDays);
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
                    Math.Max(before.CaseUnits, CaseOf(facts, row, line.Vendor) ?? 1),
                    before.DueDay > line.DueDay ? before.DueDay : line.DueDay);
            }
        }

        return inbound;
    }

    // What centers ordered by offers of their own, by product row and center: it is theirs beside what is divided.
    private static Dictionary<int, int> DirectOf(CompanyFacts facts, Table<PurchaseLine> bought)
    {
        var direct = new Dictionary<int, int>();
        foreach (var line in bought.Rows)
        {
            if (line.Units > 0 && facts.CenterOf(line.ShipTo) is >= 0 and var center)
            {
                var at = (facts.RowOf(line.Product) * facts.Centers.Length) + center;
                direct[at] = direct.GetValueOrDefault(at) + line.Units;
            }
        }

        return direct;
    }

    /// <summary>Units in a case, as a vendor's offer says; null where it has none.</summary>
    internal static int? CaseOf(CompanyFacts facts, int row, VendorId vendor)
    {
        for (var i = facts.OffersOfProduct.FirstRow(row); i < facts.OffersOfProduct.FirstRow(row + 1); i++)
        {
            if (facts.Offers.Rows[i].Vendor == vendor)
            {
                return Math.Max(1, facts.Offers.Rows[i].UnitsPerCase);
            }
        }

        return null;
    }

    /// <summary>Days that a placement looks ahead: as the policy says, else the mean lead time plus review period of
    /// all products that somebody offers.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="policy">What is assumed.</param>
    public static int CoverDays(CompanyFacts facts, GatherPolicy policy)
    {
        if (policy.CoverDays > 0)
        {
            return policy.CoverDays;
        }

        var (sum, count) = (0.0, 0);
        for (var row = 0; row < facts.Products.Count; row++)
        {
            if (facts.UsualOfferOf(row) is >= 0 and var offer)
            {
                sum += facts.LeadTimes.MeanDays(offer) + facts.ReviewDaysOf(row);
                count++;
            }
        }

        return count == 0 ? 1 : Math.Max(1, (int)Math.Round(sum / count));
    }

    // Where goods rest matters until the last of them is sold, which may be long after the next order arrives.
    private static int DaysToSell(
        CompanyFacts facts, PlanningState state, int row, int inbound, double meanPerDay, double leadTimeDays)
    {
        var units = (double)inbound;
        for (var center = 0; center < facts.Centers.Length; center++)
        {
            var at = (row * facts.Centers.Length) + center;
            units += Math.Max(0, state.Available[at] + state.OnOrder[at]);
        }

        var days = meanPerDay > 0 ? (units / meanPerDay) - leadTimeDays : 0;
        return (int)Math.Clamp(Math.Ceiling(days), facts.ReviewDaysOf(row), LongestDays);
    }

    private static PlacedProduct FactOf(CompanyFacts facts, int row)
    {
        ref readonly var product = ref facts.Products.Rows[row];
        return new(product.Id, facts.Catalog.KeyOf(product.Id), product.StorageClass, product.VolumeCubicCentimeters,
            product.WeightGrams);
    }

    private static Position PositionOf(PlanningState state, int at, Dictionary<int, int> direct) =>
        new(state.Available[at] + state.OnOrder[at] + direct.GetValueOrDefault(at));

    private static PriceBoard BoardOf(CompanyFacts facts, PlanningState state, InboundDays days)
    {
        var resources = facts.Capacities.InForce(state.Today)
            .Where(c => c.Resource is Resource.Storage or Resource.Inbound && facts.CenterOf(c.Facility) >= 0)
            .SelectMany(limit => ResourcesOf(limit, days))
            .ToArray();
        var prices = resources.Select(r => state.LastBoard?.HighestPriceOf(r) ?? 0).ToArray();
        return new(new(resources), new(prices));
    }

    private static IEnumerable<SharedResource> ResourcesOf(Capacity limit, InboundDays days) =>
        limit.Resource == Resource.Storage
            ? [new(limit.Facility, limit.Resource, limit.StorageClass, DateOnly.MinValue)]
            : days.FirstDays.Select(day => new SharedResource(limit.Facility, limit.Resource, default, day));

    // What a center can receive on the days of a bucket, and what of it is due already. What is overdue may come any
    // day: the first bucket keeps hands for it.
    private static Func<SharedResource, ResourceLoad> HandsOf(
        CompanyFacts facts, PlanningState state, PlacementInputs inputs)
    {
        var days = InboundDays.Of(inputs.Inbound.Rows.ToArray().Select(goods => goods.DueDay));
        var due = state.OpenLines.Rows.ToArray().ToLookup(line => (line.Center, line.DueDay), line => line.Units);
        var overdue = state.OpenLines.Rows.ToArray().Where(line => line.DueDay < state.Today)
            .ToLookup(line => line.Center, line => line.Units);
        var limits = days.FirstDays.SelectMany(days.DaysFrom).ToDictionary(day => day, day =>
            facts.Capacities.InForce(day).Where(limit => limit.Resource == Resource.Inbound)
                .ToDictionary(limit => limit.Facility, limit => limit.Hard));
        return resource =>
        {
            var ofBucket = days.DaysFrom(resource.FromDay);
            var center = facts.CenterOf(resource.Facility);
            var late = resource.FromDay == DateOnly.MinValue ? overdue[center].Sum(units => (double)units) : 0;
            return new(ofBucket.Sum(day => limits[day].GetValueOrDefault(resource.Facility)),
                late + ofBucket.Sum(day => due[(center, day)].Sum(units => (double)units)), 0);
        };
    }
}
