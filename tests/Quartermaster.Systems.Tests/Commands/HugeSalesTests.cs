using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>What the importer takes, <c>check</c> may doubt, but no plan ends at it.</summary>
public sealed class HugeSalesTests(CornerShop shop) : IClassFixture<CornerShop>
{
    private const string Header = "order,line,at,region,product,units,unit_price";

    [Theory]
    [InlineData(1_000_000, 100_000_000, 1)]
    [InlineData(1_000_000_000, 1, 3)]
    [InlineData(1_000_000_000, 1_000_000_000, 3)]
    public void Sales_beyond_belief_are_found_and_planned_for(int units, int price, int lines)
    {
        var copy = shop.Copy();
        shop.Add(copy, "sales", [Header, .. Enumerable.Range(1, lines)
            .Select(line => $"Z1,{line},2025-03-01T10:00:00Z,chicago,bread,{units},{price}")]);
        var found = QmProcess.Run("check", "-w", copy, "--json");
        var finding = Assert.Single(found.Json["findings"]!.AsArray(),
            row => (string)row!["rule"]! == "sold-beyond-belief")!;
        Assert.Equal(("warning", "bread"), ((string)finding["severity"]!, (string)finding["examples"]!));
        var plan = QmProcess.Run("plan", "--quick", "--all", "--threads", "2", "-w", copy, "--json");
        Assert.True(plan.Code is 0 or 1, plan.Error);
        var why = QmProcess.Run("why", "bread", "-w", copy, "--json");
        Assert.True(why.Code == 0, why.Error);
    }
}
