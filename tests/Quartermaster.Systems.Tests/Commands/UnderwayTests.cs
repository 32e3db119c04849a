using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Workspaces;
using Xunit;
using GoodsState = Quartermaster.App.Worlds.GoodsState;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Units between facilities are planned as what they are, not as a vendor's.</summary>
public sealed class UnderwayTests(CornerShop shop) : IClassFixture<CornerShop>
{
    [Fact]
    public async Task A_transfer_is_due_the_next_day_where_it_goes_and_gone_where_it_left()
    {
        var workspace = Workspace.Open(shop.Copy());
        var at = Instant.Of(new(2025, 3, 3), minutes: 600);
        LedgerOpening.Post(workspace, Instant.Of(new(2025, 3, 3)));
        var opened = OpenedWorkspace.Open(workspace, null);
        var catalog = workspace.Tables.Catalog;
        var (bread, north, south) = (catalog.Find<ProductId>("bread"), catalog.Find<FacilityId>("north"),
            catalog.Find<FacilityId>("south"));
        int Cell(FacilityId facility) =>
            (opened.Facts.RowOf(bread) * opened.Facts.Centers.Length) + opened.Facts.CenterOf(facility);
        var before = GoodsState.Of(opened, WorkspaceLedger.ReadAt(workspace, at)!.Goods, 1);

        var ledger = DurableLedger.Open(workspace.LedgerPath);
        await using (ledger)
        {
            Assert.True(await ledger.DoAsync(goods => goods.PostAll(
                [Movements.Depart(EntryKey.Of("t", 0), at, bread, north, south, 4)], new Outcome[1])));
        }

        var after = GoodsState.Of(opened, WorkspaceLedger.ReadAt(workspace, at)!.Goods, 1);
        Assert.Equal((before.Available[Cell(north)] - 4, before.OnOrder[Cell(south)] + 4),
            (after.Available[Cell(north)], after.OnOrder[Cell(south)]));
        Assert.Equal([new OpenLine(opened.Facts.RowOf(bread), opened.Facts.CenterOf(south), 4,
            opened.Today.AddDays(1))], after.OpenLines.Rows.ToArray().Except(before.OpenLines.Rows.ToArray()));
    }
}
