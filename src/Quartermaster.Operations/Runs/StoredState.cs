using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Outbound;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Operations.Runs;

/// <summary>The goods that a run saw, so that it can be planned again after the ledger has moved on.</summary>
public static class StoredState
{
    /// <summary>Where goods are and how many are on their way; places without any are left out.</summary>
    public static Table<SeenGoods> GoodsOf(CompanyFacts facts, PlanningState state)
    {
        var (rows, centers) = (new List<SeenGoods>(), facts.Centers.Length);
        for (var at = 0; at < state.Available.Length; at++)
        {
            if (state.Available[at] != 0 || state.OnOrder[at] != 0)
            {
                rows.Add(new(facts.Products.Rows[at / centers].Id, facts.Centers[at % centers], state.Available[at],
                    state.OnOrder[at]));
            }
        }

        return new([.. rows]);
    }

    /// <summary>What is on its way, line by line.</summary>
    public static Table<SeenLine> LinesOf(CompanyFacts facts, PlanningState state) =>
        new([.. state.OpenLines.Rows.ToArray().Select(line => new SeenLine(
            facts.Products.Rows[line.Row].Id, facts.Centers[line.Center], line.Units, line.DueDay))]);

    /// <summary>The state that a run saw.</summary>
    /// <param name="run">The run.</param>
    /// <param name="last">The run that was yesterday's; null for none.</param>
    /// <param name="facts">What is joined, of the same tables.</param>
    /// <param name="overrides">People's decisions, of the same tables.</param>
    public static PlanningState Read(IRun run, IRun? last, CompanyFacts facts, Table<Override> overrides)
    {
        var (centers, cells) = (facts.Centers.Length, facts.Products.Count * facts.Centers.Length);
        var (available, onOrder) = (new int[cells], new int[cells]);
        foreach (var goods in run.Read<SeenGoods>(PlanParts.Goods).Rows)
        {
            var at = (facts.RowOf(goods.Product) * centers) + facts.CenterOf(goods.Facility);
            (available[at], onOrder[at]) = (goods.Available, goods.OnOrder);
        }

        var lines = run.Read<SeenLine>(PlanParts.OpenLines).Rows.ToArray().Select(line =>
            new OpenLine(facts.RowOf(line.Product), facts.CenterOf(line.Facility), line.Units, line.DueDay));
        var state = new PlanningState
        {
            Today = run.Header.AsOf,
            Available = available,
            OnOrder = onOrder,
            OpenLines = new([.. lines]),
            ClaimedHands = PlanParts.Has(run, PlanParts.ClaimedHands)
                ? run.Read<ClaimedHands>(PlanParts.ClaimedHands) : new([]),
            ClaimedRoom = PlanParts.Has(run, PlanParts.ClaimedRoom)
                ? run.Read<ClaimedRoom>(PlanParts.ClaimedRoom) : new([]),
            Overrides = overrides,
            Budget = PlanParts.QuestionOf(run).Budget,
            Seed = run.Header.Seed,
        };
        return last is null ? state : WithYesterday(state, last, facts);
    }

    /// <summary>The state with the prices and the split of an earlier run as yesterday's.</summary>
    public static PlanningState WithYesterday(PlanningState state, IRun last, CompanyFacts facts)
    {
        var (centers, shares) = (facts.Centers.Length, new float[state.Available.Length]);
        foreach (var row in last.Read<PlacementRow>(PlanParts.Place).Rows)
        {
            if (facts.RowOf(row.Product) is >= 0 and var product && facts.CenterOf(row.Facility) is >= 0 and var center)
            {
                shares[(product * centers) + center] = row.Units;
            }
        }

        for (var first = 0; first < shares.Length; first += centers)
        {
            var ofProduct = shares.AsSpan(first, centers);
            var sum = 0f;
            foreach (var units in ofProduct)
            {
                sum += units;
            }

            for (var i = 0; sum > 0 && i < centers; i++)
            {
                ofProduct[i] /= sum;
            }
        }

        return state with { LastShares = shares, LastBoard = BoardOf(last) };
    }

    /// <summary>The prices that an earlier run settled; null where it has none. Those of room and receiving only where
    /// they left no overflow.</summary>
    public static PriceBoard? BoardOf(IRun last)
    {
        ArgumentNullException.ThrowIfNull(last);
        SettledPrice[] prices = PlanParts.Has(last, PlanParts.Prices)
            ? last.Read<SettledPrice>(PlanParts.Prices).Rows.ToArray() : [];
        var resources = prices.Select(price =>
            new SharedResource(price.Facility, price.Resource, price.StorageClassOfBoard, DateOnly.MinValue));

        // Prices that could not end an overflow say nothing of what room is worth.
        var placed = prices.Length == 0 || PlanParts.CoordinationOf(last) is not { Overflowing: 0 } ? PriceBoard.Empty
            : new(new([.. resources]), new([.. prices.Select(price => price.Price)]));
        var board = placed.With(PlanParts.Has(last, PlanParts.Outbound)
            ? OutboundPlan.BoardOf(last.Read<OutboundPrice>(PlanParts.Outbound)) : PriceBoard.Empty);
        return board.Count == 0 ? null : board;
    }
}

/// <summary>Goods of a product at a center, as a run saw them.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">The center.</param>
/// <param name="Available">Units free to promise.</param>
/// <param name="OnOrder">Units on their way.</param>
public readonly record struct SeenGoods(ProductId Product, FacilityId Facility, int Available, int OnOrder);

/// <summary>Units on their way, as a run saw them.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">The center.</param>
/// <param name="Units">Units.</param>
/// <param name="DueDay">When they are expected.</param>
public readonly record struct SeenLine(ProductId Product, FacilityId Facility, int Units, DateOnly DueDay);

/// <summary>The settled price of one shared resource.</summary>
/// <param name="Facility">Where; none for the company.</param>
/// <param name="Resource">What is limited.</param>
/// <param name="StorageClass">For storage: which kind of room; otherwise the first.</param>
/// <param name="Price">Currency per m³-day of storage, per unit received, or per currency unit spent.</param>
/// <param name="Usage">What the plan uses of it, in its unit.</param>
/// <param name="Overflow">What it uses beyond the limit, in its unit.</param>
public readonly record struct SettledPrice(
    FacilityId Facility, Resource Resource, StorageClass StorageClass, double Price, double Usage, double Overflow)
{
    /// <summary>The storage class as the price board has it: none for what is no storage.</summary>
    internal StorageClass StorageClassOfBoard => Resource == Resource.Storage ? StorageClass : default;
}
