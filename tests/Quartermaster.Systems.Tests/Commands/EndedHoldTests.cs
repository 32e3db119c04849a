using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Workspaces;
using Xunit;
using GoodsState = Quartermaster.App.Worlds.GoodsState;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>A customer who was held goods and never came back keeps them from nobody.</summary>
public sealed class EndedHoldTests(CornerShop shop) : IClassFixture<CornerShop>
{
    private static readonly Instant s_held = Instant.Of(new(2025, 3, 3), minutes: 600);
    private static readonly Instant s_ended = s_held.PlusMinutes(15);
    private static readonly Instant s_farAhead = Instant.Of(new(2199, 1, 1));

    [Fact]
    public async Task A_plan_counts_what_an_ended_hold_claimed_as_free_and_writes_nothing_to_the_ledger()
    {
        var workspace = Workspace.Open(shop.Copy());
        var stock = await Hold(workspace, ended: 7, lasting: 3);
        var before = WorkspaceLedger.Read(workspace, s_held)!;

        var plan = QmProcess.Run("plan", "--quick", "--no-release", "-w", workspace.Folder, "--json");

        Assert.True(plan.Code is 0 or 1, plan.Error);
        var seen = workspace.Runs.Open((string)plan.Json["run"]!).Read<SeenGoods>(PlanParts.Goods).Rows.ToArray();
        var bread = Assert.Single(seen, goods => (goods.Product, goods.Facility) == Bread(workspace));
        Assert.Equal(stock - 3, bread.Available);
        var after = WorkspaceLedger.Read(workspace, s_held)!;
        Assert.Equal((before.Sequence, 10), (after.Sequence, after.Goods.Held(bread.Product, bread.Facility)));
    }

    [Fact]
    public async Task A_hold_keeps_its_goods_until_the_instant_it_ends_and_a_simulation_begins_without_any()
    {
        var workspace = Workspace.Open(shop.Copy());
        var stock = await Hold(workspace, ended: 5, lasting: 2);
        var opened = OpenedWorkspace.Open(workspace, null);
        var (product, facility) = Bread(workspace);
        var cell = (opened.Facts.RowOf(product) * opened.Facts.Centers.Length) + opened.Facts.CenterOf(facility);

        int AvailableAt(Instant now) =>
            GoodsState.Of(opened, WorkspaceLedger.ReadAt(workspace, now)!.Goods, 1).Available[cell];

        Assert.Equal(stock - 7, AvailableAt(new(s_ended.UnixMilliseconds - 1)));
        Assert.Equal(stock - 2, AvailableAt(s_ended));
        Assert.Equal(stock, opened.PlanningState().Available[cell]);
        Assert.Equal(stock, opened.Opening().Entries.ToArray().Where(entry => entry.Product == product
                && entry.To == new Account(facility, Domain.Goods.GoodsState.OnHand))
            .Sum(entry => entry.Units));
    }

    // The bread that lies in the north, some of it held for a while and some for ever.
    private static async Task<int> Hold(Workspace workspace, int ended, int lasting)
    {
        LedgerOpening.Post(workspace, Instant.Of(new(2025, 3, 3)));
        var (product, facility) = Bread(workspace);
        var ledger = DurableLedger.Open(workspace.LedgerPath);
        await using (ledger.ConfigureAwait(false))
        {
            var stock = ledger.Availability[product, facility];
            foreach (var (code, units, until) in new[] { ("gone", ended, s_ended), ("waits", lasting, s_farAhead) })
            {
                var order = new OrderRequest(OrderKey.Of(code), s_held, [new(product, facility, units)], []);
                Assert.Equal(OrderOutcome.Held, await ledger.HoldAsync(order, until));
            }

            return stock;
        }
    }

    private static (ProductId Product, FacilityId Facility) Bread(Workspace workspace) =>
        (workspace.Tables.Catalog.Find<ProductId>("bread"), workspace.Tables.Catalog.Find<FacilityId>("north"));
}
