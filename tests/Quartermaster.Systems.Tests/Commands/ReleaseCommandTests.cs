using System.Text.Json.Nodes;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class ReleaseCommandTests
{
    [Fact]
    public void A_run_is_released_once_whole_or_by_vendor_and_the_next_plan_counts_it()
    {
        using var shop = new PlannedShop();
        var first = shop.Json("release", shop.Run, "--vendor", "bakery", "--force-gate", "test");
        var rest = shop.Json("release", shop.Run, "--force-gate", "test");
        var again = shop.Json("release", shop.Run, "--force-gate", "test");

        Assert.True((int)first["lines_posted"]! > 0 && (int)rest["lines_posted"]! > 0);
        Assert.Equal((int)first["lines_posted"]!, (int)rest["lines_posted_before"]!);
        Assert.Equal(0, (int)again["lines_posted"]!);
        var table = Workspace.Open(shop.Folder).Tables.Read<PurchaseOrderLine>().Rows.ToArray();
        Assert.Equal((long)shop.Plan["units"]!, table.Sum(line => (long)line.Units));
        Assert.All(table, line => Assert.Equal(PurchaseOrderState.Released, line.State));

        // What is on order now is not bought again, a day later.
        var next = shop.Json("plan", "--quick", "--all", "--as-of", "2025-03-04");
        Assert.True((long)next["units"]! < (long)shop.Plan["units"]! / 2);
    }

    [Fact]
    public void The_gate_holds_a_plan_beyond_its_budget_and_a_category_can_be_switched_off()
    {
        using var shop = new PlannedShop();
        var workspace = Workspace.Open(shop.Folder);
        workspace.Save(workspace.Settings with
        {
            Policies = new JsonObject
            {
                ["gate"] = new JsonObject { ["budget"] = 1 },
                ["release"] = new JsonObject { ["heldCategories"] = new JsonArray("home") },
            },
        });

        var held = QmProcess.Run("release", shop.Run, "-w", shop.Folder, "--json");
        Assert.Equal(1, held.Code);
        Assert.Contains(held.Json["checks"]!.AsArray(), check =>
            (string?)check!["check"] == "budget" && (string?)check["kept"] == "HELD");
        Assert.Equal(0, workspace.Tables.Count("purchase_orders"));

        var forced = shop.Json("release", shop.Run, "--force-gate", "agreed with finance");
        Assert.True((int)forced["lines_held_by_category"]! > 0);
        Assert.Equal("agreed with finance", (string?)forced["gate_forced_because"]);
    }
}
