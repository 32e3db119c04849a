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
        Assert.All(table.GroupBy(line => line.Vendor), vendor =>
            Assert.Single(vendor.Select(line => line.PurchaseOrder).Distinct()));

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

    [Fact]
    public void A_second_plan_of_the_day_is_held_once_another_was_released_and_a_new_one_is_not()
    {
        using var shop = new PlannedShop();
        var second = (string)shop.Json("plan", "--quick", "--all", "--seed", "5")["run"]!;
        Assert.NotEqual(shop.Run, second);
        shop.Json("release", shop.Run, "--vendor", "bakery", "--force-gate", "test");
        // Orders of customers move stock, not what is on order.
        Assert.True(QmProcess.Run("fulfill", "--sample", "3", "-w", shop.Folder).Code is 0 or 1);
        Assert.True(IsFresh("release", shop.Run));
        shop.Json("release", shop.Run, "--force-gate", "test");

        var lines = Workspace.Open(shop.Folder).Tables.Count("purchase_orders");
        var held = QmProcess.Run("release", second, "-w", shop.Folder, "--json");
        Assert.Equal(1, held.Code);
        Assert.False(IsFresh("release", second));
        Assert.Contains("Next: qm plan", held.Output, StringComparison.Ordinal);
        Assert.Equal(lines, Workspace.Open(shop.Folder).Tables.Count("purchase_orders"));

        var third = (string)shop.Json("plan", "--quick", "--all", "--seed", "5")["run"]!;
        Assert.True(IsFresh("release", third));

        // Whatever other checks say: the forced answer has them all.
        bool IsFresh(params string[] words) => QmProcess.Run([.. words, "-w", shop.Folder, "--json"])
            .Json["checks"]!.AsArray().Any(check =>
                (string?)check!["check"] == "goods on order since the run" && (string?)check["kept"] == "yes");
    }

    [Fact]
    public void Categories_on_automatic_leave_at_the_end_of_a_plan_and_the_rest_waits_for_a_person()
    {
        using var shop = new PlannedShop();
        SetAutomatic(shop, "home", mostTimesRecentSales: 100);
        Assert.Equal(0, (int)shop.Json("plan", "--quick", "--all", "--no-release")["released_lines"]!);
        Assert.Equal(0, Workspace.Open(shop.Folder).Tables.Count("purchase_orders"));

        var plan = shop.Json("plan", "--quick", "--all");
        Assert.True((int)plan["released_lines"]! > 0 && (int)plan["lines_left"]! > 0);
        var tables = Workspace.Open(shop.Folder).Tables;
        var released = tables.Read<PurchaseOrderLine>().Rows.ToArray();
        Assert.Equal((int)plan["released_lines"]!, released.Length);
        Assert.Equal(["lamp", "rug"], released.Select(line => tables.Catalog.CodeOf(line.Product)).Distinct().Order());

        var rest = shop.Json("release", (string)plan["run"]!);
        Assert.Equal((int)plan["released_lines"]!, (int)rest["lines_posted_before"]!);
        Assert.Equal((int)plan["lines_left"]!, (int)rest["lines_posted"]!);

        // What has left is on order, so the same day again orders and releases none of it again.
        var again = shop.Json("plan", "--quick", "--all");
        Assert.Equal(0, (int)again["released_lines"]!);
    }

    [Fact]
    public void A_plan_that_the_gate_holds_releases_nothing_by_itself_and_neither_does_a_day_that_has_passed()
    {
        using var shop = new PlannedShop();
        SetAutomatic(shop, "*", mostTimesRecentSales: 1);
        var held = QmProcess.Run("plan", "--quick", "--all", "-w", shop.Folder, "--json");
        Assert.Equal(1, held.Code);
        Assert.Equal((int)held.Json["lines"]!, (int)held.Json["lines_held_by_gate"]!);
        Assert.Contains(held.Json["checks"]!.AsArray(), check => (string?)check!["kept"] == "HELD");
        Assert.Contains(held.Json["notes"]!.AsArray(), note =>
            ((string)note!).Contains("--force-gate", StringComparison.Ordinal));

        SetAutomatic(shop, "*", mostTimesRecentSales: 100);
        var passed = shop.Json("plan", "--quick", "--all", "--as-of", "2025-03-01");
        Assert.Equal(0, (int)passed["released_lines"]!);
        Assert.Equal(0, Workspace.Open(shop.Folder).Tables.Count("purchase_orders"));
        var whole = shop.Json("plan", "--quick", "--all");
        Assert.Equal(0, (int)whole["lines_left"]!);
        Assert.Equal((int)whole["released_lines"]!, Workspace.Open(shop.Folder).Tables.Count("purchase_orders"));

        SetAutomatic(shop, "groceries", mostTimesRecentSales: 100);
        var unknown = QmProcess.Run("plan", "--quick", "--all", "-w", shop.Folder);
        Assert.Equal(2, unknown.Code);
        Assert.Contains("there is no category 'groceries'", unknown.Error, StringComparison.Ordinal);
    }

    private static void SetAutomatic(PlannedShop shop, string category, double mostTimesRecentSales)
    {
        var workspace = Workspace.Open(shop.Folder);
        workspace.Save(workspace.Settings with
        {
            Policies = new JsonObject
            {
                ["gate"] = new JsonObject
                {
                    ["mostTimesRecentSales"] = mostTimesRecentSales, ["mostShareOfOneLine"] = 1,
                },
                ["release"] = new JsonObject { ["automaticCategories"] = new JsonArray(category) },
            },
        });
    }
}
