using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;
using Xunit;
using GoodsState = Quartermaster.App.Worlds.GoodsState;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class OpenedWorkspaceTests(CornerShop shop) : IClassFixture<CornerShop>
{
    /// <summary>Somebody releases, imports and overrides while a plan is made: the plan sees none of it, and its header
    /// says so. Otherwise the release gate would take those orders for ones that the plan counted.</summary>
    [Fact]
    public void What_others_change_meanwhile_is_neither_read_nor_named()
    {
        var workspace = Workspace.Open(shop.Copy());
        var opened = OpenedWorkspace.Open(workspace, null);
        var (before, header) = (GoodsState.Of(opened, null, 1), RunHeader.Of(opened.Today, opened.Tables));

        var offer = opened.Facts.Offers.Rows[0];
        using (var change = workspace.Change())
        {
            change.Append<PurchaseOrderLine>([new(Label.Of("other"), 1, PurchaseOrderState.Released, offer.Product,
                offer.Vendor, opened.Facts.Centers[0], 500, offer.UnitCost, opened.Today.AddDays(-1),
                opened.Today.AddDays(5), -1, true)]);
            change.Commit();
        }

        var after = GoodsState.Of(opened, null, 1);
        Assert.Equal(before.OnOrder, after.OnOrder);
        Assert.Equal(header.Tables, RunHeader.Of(opened.Today, opened.Tables).Tables);
        // Whoever opens it now sees both.
        var again = OpenedWorkspace.Open(workspace, null);
        Assert.Equal(before.OnOrder.Sum() + 500, GoodsState.Of(again, null, 1).OnOrder.Sum());
        Assert.NotEqual(header.Tables, RunHeader.Of(again.Today, again.Tables).Tables);
    }
}
