using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>A simulated company spends on no day more than the budget: 12 buys three units at 4.</summary>
public sealed class SimulatedBudgetTests
{
    [Fact]
    public void Ten_units_are_bought_three_a_day()
    {
        var vendor = new VendorByRule();
        new TinyShop { Opening = 0, Budget = 12 }.Run(TinyShop.UpTo(10), new(), vendor);
        Assert.Equal([3, 3, 3, 1], vendor.Lines.Select(line => line.Units));
        Assert.Equal([0, 1, 2, 3], vendor.Lines.Select(line => line.Ordered.DayNumber - TinyShop.FirstDay.DayNumber));
    }

    [Fact]
    public void Without_a_budget_they_are_bought_at_once()
    {
        var vendor = new VendorByRule();
        new TinyShop { Opening = 0 }.Run(TinyShop.UpTo(10), new(), vendor);
        Assert.Equal([10], vendor.Lines.Select(line => line.Units));
    }

    [Fact]
    public void Without_money_nothing_is_bought()
    {
        var vendor = new VendorByRule();
        new TinyShop { Opening = 0, Budget = 0 }.Run(TinyShop.UpTo(10), new(), vendor);
        Assert.Empty(vendor.Lines);
    }
}
