using System.Text.Json.Nodes;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Commands on a ledger of three shards do what they do on one of one.</summary>
public sealed class ShardedCommandTests(OrderCommandsTests.Sample sample)
    : IClassFixture<OrderCommandsTests.Sample>
{
    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    [Fact]
    public void Three_shards_place_ship_and_count_what_one_does()
    {
        using var one = sample.Copy();
        using var three = sample.Copy();
        ShardedWorkspace.Anew(one.Folder, 1);
        ShardedWorkspace.Anew(three.Folder, 3);
        var placed = Both("fulfill", "--sample", "120", "--json");
        Assert.Equal(placed.One["orders"]!.ToJsonString(), placed.Three["orders"]!.ToJsonString());

        // Or it would prove nothing.
        var orders = PlacedIn(three.Folder);
        Assert.InRange(orders.Across, 20, orders.All);
        Assert.Equal(3, ShardFolders.CountOf(Workspace.Open(three.Folder).LedgerPath));

        Same("fulfill", "--sample", "120", "--json");
        var day = DateOnly.Parse(sample.Day, null).AddDays(1).ToString("yyyy-MM-dd", null);
        Same("ship", "--through", day, "--json");
        var counted = three.Write("stock.csv", File.ReadAllText(Exported(one)));

        // What left on the day is not there at the start of the next.
        var next = DateOnly.Parse(day, null).AddDays(1).ToString("yyyy-MM-dd", null);
        Assert.Equal(File.ReadAllText(Exported(one)), File.ReadAllText(Exported(three)));
        foreach (var folder in (CommandFolder[])[one, three])
        {
            var again = folder.Run("import", "stock", counted, "--as-of", next);
            Assert.True(again.Code == 0, again.Errors + again.Output);
        }

        Assert.Equal(File.ReadAllText(Exported(one)), File.ReadAllText(Exported(three)));
        Same("ship", "--through", "2030-01-01", "--json");
        Assert.Equal(0, three.Run("plan").Code);

        (JsonObject One, JsonObject Three) Both(params string[] words)
        {
            var (first, other) = (one.Run(words), three.Run(words));
            Assert.True(first.Code == other.Code, other.Errors);
            return (first.Json, other.Json);
        }

        void Same(params string[] words)
        {
            var (first, other) = Both(words);
            Assert.Equal(Comparable(first, one), Comparable(other, three));
        }
    }

    [Fact]
    public void Another_number_of_shards_than_the_ledger_has_is_refused_with_what_to_do()
    {
        using var copy = sample.Copy();
        ShardedWorkspace.Anew(copy.Folder, 3);
        Assert.Equal(0, copy.Run("fulfill", "--sample", "5").Code);
        ShardedWorkspace.SetShards(copy.Folder, 4);
        var refused = copy.Run("fulfill", "--sample", "5");
        Assert.Equal(2, refused.Code);
        Assert.Contains("has 3 shards", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("Set policies, ledger, shards to 3.", refused.Errors, StringComparison.Ordinal);
        ShardedWorkspace.SetShards(copy.Folder, 3);
        Assert.Equal(0, copy.Run("fulfill", "--sample", "6").Code);
    }

    [Fact]
    public void A_ledger_of_one_shard_stays_one()
    {
        using var copy = sample.Copy();
        Assert.Equal(0, copy.Run("fulfill", "--sample", "5").Code);
        Assert.False(File.Exists(Path.Combine(Workspace.Open(copy.Folder).LedgerPath, "shards")));
        ShardedWorkspace.SetShards(copy.Folder, 2);
        var refused = copy.Run("ship", "--through", "2030-01-01");
        Assert.Equal(2, refused.Code);
        Assert.Contains("has 1 shard,", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_orders_of_several_shards_are_looked_at_like_others()
    {
        using var copy = sample.Copy();
        ShardedWorkspace.Anew(copy.Folder, 3);
        Assert.InRange(copy.Run("fulfill", "--sample", "60").Code, 0, 1);
        var looked = copy.Run("fulfill", "--backlog", "--at", sample.Day + "T00:10Z", "--json");
        Assert.True(looked.Code is 0 or 1, looked.Errors);
        var orders = PlacedIn(copy.Folder);
        Assert.InRange(orders.Across, 20, orders.All);
        Assert.Equal(orders.All, (int)looked.Json["open"]!);
        var left = looked.Json["left"]!.AsArray().Sum(row => (int)row!["orders"]!);
        Assert.InRange(left, 0, orders.All - orders.Across);
        Assert.Empty(LedgerAudit.Check(WorkspaceLedger.Read(Workspace.Open(copy.Folder), s_now)!.Goods));
    }

    private static (int All, int Across) PlacedIn(string folder)
    {
        var workspace = Workspace.Open(folder);
        var map = ShardMap.OfCodes(3, () => workspace.Tables.Catalog);
        var orders = WorkspaceLedger.Read(workspace, s_now)!.Goods.Unpicked();
        return (orders.Length, orders.Count(order => ulong.PopCount(map.ShardsOf(order.Lines, order.Slots)) > 1));
    }

    private static string Exported(CommandFolder folder)
    {
        var to = Path.Combine(folder.Folder, "..", "exported.csv");
        Assert.Equal(0, folder.Run("export", "stock", "--to", to).Code);
        return to;
    }

    // Where the files lie is all that may differ.
    private static string Comparable(JsonObject answer, CommandFolder folder) =>
        answer.ToJsonString().Replace(folder.Folder, "shop", StringComparison.Ordinal);
}
