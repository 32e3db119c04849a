using Quartermaster.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

public sealed class ServiceTuningTests
{
    [Theory]
    [InlineData(0.90)]
    [InlineData(0.95)]
    [InlineData(0.985)]
    public void Finds_the_setting_of_a_rising_curve(double wanted)
    {
        var tried = new List<(double Setting, double InStock)>();
        var setting = 1.0;
        for (var i = 0; i < 12; i++)
        {
            tried.Add((setting, 1 - Math.Exp(-1.5 * setting)));
            setting = ServiceTuning.Next(tried, wanted, least: 0.1, most: 8);
        }

        var nearest = tried.MinBy(t => Math.Abs(t.InStock - wanted)).Setting;
        Assert.Equal(wanted, 1 - Math.Exp(-1.5 * nearest), 0.002);
    }

    [Theory]
    [InlineData(0.85)]
    [InlineData(0.9)]
    [InlineData(0.95)]
    public void Two_settings_lie_around_what_is_wanted(double wanted)
    {
        (double, double)[] tried = [.. new[] { 0.5, 1, 1.5, 2, 2.5 }.Select(s => (s, 1 - Math.Exp(-1.5 * s)))];
        var (low, high) = ServiceTuning.Around(tried, wanted, points: 0.02, least: 0.05, most: 8);

        Assert.InRange(1 - Math.Exp(-1.5 * low), wanted - 0.05, wanted);
        Assert.InRange(1 - Math.Exp(-1.5 * high), wanted, wanted + 0.05);
    }

    [Fact]
    public void Two_settings_differ_even_where_chance_hides_the_slope()
    {
        var (low, high) = ServiceTuning.Around([(1, 0.97), (2, 0.96)], 0.95, points: 0.01, least: 0.05, most: 8);
        Assert.True(low < high && low > 0);
    }

    /// <summary>Real wholesale orders: large lots serve better than is wanted even without safety stock.</summary>
    [Fact]
    public void Finds_a_setting_below_zero()
    {
        var (tried, setting) = (new List<(double Setting, double InStock)>(), 1.0);
        for (var i = 0; i < 7; i++)
        {
            tried.Add((setting, ServiceOf(setting)));
            setting = ServiceTuning.Next(tried, wanted: 0.94, least: -2, most: 8);
        }

        var (low, high) = ServiceTuning.Around(tried, 0.94, points: 0.01, least: -2, most: 8);
        Assert.InRange(ServiceOf(low), 0.92, 0.94);
        Assert.InRange(ServiceOf(high), 0.94, 0.96);

        static double ServiceOf(double setting) => 1 - (0.034 * Math.Exp(-4 * setting));
    }

    [Theory]
    [InlineData(double.NaN, 0.9)]
    [InlineData(0.9, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Without_an_in_stock_there_is_no_reason_to_move(double found, double wanted)
    {
        Assert.Equal(2, ServiceTuning.Next([(1, found), (2, found)], wanted, 0.1, 8));
        var (low, high) = ServiceTuning.Around([(1, found), (2, found)], wanted, 0.01, 0.05, 8);
        Assert.InRange(low, 0.05, high);
        Assert.InRange(high, low, 8);
        Assert.True(low < high);
    }

    [Fact]
    public void Stays_within_what_is_allowed() =>
        Assert.Equal(8, ServiceTuning.Next([(7.5, 0.6)], wanted: 0.99, least: 0.1, most: 8));
}
