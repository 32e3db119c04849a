using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Orders of several shards, and what changes of them.</summary>
internal static class ChangingOrders
{
    /// <summary>The center from which units come that are not found.</summary>
    internal static readonly FacilityId Other = new(2);

    /// <summary>Units of each product that it has.</summary>
    internal const int Spare = 6;

    /// <summary>Shards whose other center has something.</summary>
    internal static ScriptedShards Stocked()
    {
        var all = new ScriptedShards();
        for (var shard = 0; shard < ScriptedShards.Count; shard++)
        {
            all[shard].Count(new(2, (ulong)shard), ScriptedShards.Now,
                new(ScriptedShards.ProductOf(shard), Other, Spare));
        }

        return all;
    }

    internal static async Task PlaceAsync(this ScriptedShards all, ulong order, params int[] shards)
    {
        var request = ScriptedShards.Order(order, 2, shards);
        var ask = new OrderAsk(new(1), ScriptedShards.Now, null, new([.. request.Lines.Select(line =>
            new CartLine(line.Product, line.Units))])) { Code = $"o{order}" };
        Assert.Equal(OrderOutcome.Decided,
            (await all.Ledger.PlaceAsync(new NewOrder(request, default, ask))).Outcome);
    }

    /// <summary>All units of the products of some shards are not found, and come from the other center.</summary>
    internal static async Task<OrderAmendment> ShortAsync(this ScriptedShards all, ulong order, params int[] shards)
    {
        var claims = (await all.Ledger.ClaimsToAmendAsync(ScriptedShards.Key(order), ScriptedShards.Now))!;
        return new(ScriptedShards.Key(order), claims.Seen,
            Array.ConvertAll(claims.Lines, line => IsIn(line) ? line with { Facility = Other } : line), claims.Slots)
        {
            Missing = Array.FindAll(claims.Lines, IsIn),
        };

        bool IsIn(StockClaim line) => shards.Contains(all.Map.ShardOf(line.Product));
    }

    internal static ValueTask<(MoveOutcome Outcome, OrderOutcome State)> AmendAsync(
        this ScriptedShards all, ulong key, OrderAmendment amendment) =>
        all.Ledger.AmendAsync(new(key, 8), ScriptedShards.Now, amendment);
}
