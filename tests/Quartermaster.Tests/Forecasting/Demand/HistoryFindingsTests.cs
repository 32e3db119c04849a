using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

public sealed class HistoryFindingsTests
{
    private const int Days = 120;
    private static readonly DateOnly s_first = new(2025, 1, 6);

    [Fact]
    public void A_regular_seller_that_falls_silent_is_found_once()
    {
        var finding = Assert.Single(Find(day => day is >= 60 and < 72 ? 0 : 4));
        Assert.Equal(new(0, 60, 12, HistoryFault.Silence, 0, 4), finding);
        Assert.False(finding.IsPassedOver);
    }

    [Fact]
    public void A_seller_that_has_stopped_is_found()
    {
        var finding = Assert.Single(Find(day => day < 100 ? 2 : 0));
        Assert.Equal((100, 20), (finding.Day, finding.Days));
    }

    [Fact]
    public void What_is_no_longer_sold_is_not_silent() => Assert.Empty(Find(day => day < 50 ? 2 : 0));

    [Theory]
    [InlineData(7)]
    [InlineData(3)]
    public void A_slow_seller_is_not_silent(int every) =>
        Assert.Empty(Find(day => day % every == 0 && day < 110 ? 1 : 0));

    [Fact]
    public void Neither_closed_days_nor_days_out_of_stock_are_silent()
    {
        Assert.Empty(Find(day => day is >= 60 and < 80 ? 0 : 4, isOpen: day => day is < 60 or >= 80));
        Assert.Empty(Find(day => day is >= 60 and < 80 ? 0 : 4, inStock: day => day is < 60 or >= 80 ? 1 : 0));
    }

    [Theory]
    [InlineData(1e7f, HistoryFault.BeyondBelief, true)]
    [InlineData(10_001f, HistoryFault.BeyondBelief, true)]
    [InlineData(9_999f, HistoryFault.FarAboveUsual, false)]
    [InlineData(float.NaN, HistoryFault.NoNumber, true)]
    [InlineData(-3f, HistoryFault.NoNumber, true)]
    public void An_odd_day_is_found_with_what_is_usual(float units, HistoryFault fault, bool isPassedOver)
    {
        var finding = Assert.Single(Find(day => day == 50 ? units : 2));
        Assert.Equal((50, 1, fault, isPassedOver), (finding.Day, finding.Days, finding.Fault, finding.IsPassedOver));
        Assert.Equal((units, 2), (finding.Found, finding.Usual));
    }

    /// <summary>What is said to be passed over is: the two must not come apart.</summary>
    [Fact]
    public void What_is_passed_over_teaches_nothing()
    {
        var inputs = Inputs(day => day % 30 == 9 ? 1e7f : 3, _ => 1);
        var (demand, weight) = (new float[Days], new float[Days]);
        CleanHistory.Read(inputs, 0, new(), demand, weight);
        var passed = HistoryFindings.Of(inputs, [.. Enumerable.Repeat(true, Days)]).Select(finding => finding.Day);
        Assert.Equal(Enumerable.Range(0, Days).Where(day => weight[day] == 0), passed);
    }

    private static IReadOnlyList<HistoryFinding> Find(
        Func<int, float> units, Func<int, float>? inStock = null, Func<int, bool>? isOpen = null) =>
        HistoryFindings.Of(Inputs(units, inStock ?? (_ => 1)),
            [.. Enumerable.Range(0, Days).Select(day => isOpen?.Invoke(day) ?? true)]);

    private static DemandInputs Inputs(Func<int, float> units, Func<int, float> inStock)
    {
        var ratios = new float[Days + DemandInputs.HorizonDays];
        Array.Fill(ratios, 1);
        return new()
        {
            FirstDay = s_first,
            Days = Days,
            Products = new([new ProductFacts(new(1), 1, new(1), -1, int.MaxValue, 5)]),
            Sales = new(Days, [.. Enumerable.Range(0, Days).Select(units)]),
            InStock = new(Days, [.. Enumerable.Range(0, Days).Select(inStock)]),
            Views = new(Days, [.. Enumerable.Repeat(-1f, Days)]),
            PriceRatios = new(ratios.Length, ratios),
            Events = new([]),
            Attributes = new([]),
        };
    }
}
