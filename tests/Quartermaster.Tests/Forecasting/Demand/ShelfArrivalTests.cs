using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

public sealed class ShelfArrivalTests
{
    private const int Listed = 30;

    [Fact]
    public void Delays_of_past_launches_are_found_again_beside_days_without_demand()
    {
        // Half are on the shelf at once, half after four days; a day on the shelf sells with a chance of 0.6.
        (int, double)[] launches = [.. Enumerable.Range(0, 2_000).Select(launch =>
        {
            var day = launch % 2 == 0 ? 0 : 4;
            while (KeyedRandom.Uniform(1, 1, (ulong)launch, (ulong)day) >= 0.6)
            {
                day++;
            }

            return (day, 0.6);
        })];
        var chances = ShelfArrival.Of(launches).Chances;
        Assert.InRange(chances[0], 0.45, 0.55);
        Assert.InRange(chances[3] + chances[4] + chances[5], 0.4, 0.55);
        Assert.InRange(chances.Skip(7).Sum(), 0, 0.02);
        Assert.Equal(1, chances.Sum(), 1e-9);
    }

    [Fact]
    public void Past_launches_alone_speak_of_a_product_that_is_not_listed_yet()
    {
        var (factors, present) = Read(days: Listed, sales: []);
        Assert.All(factors, factor => Assert.Equal(1, factor));
        Assert.Equal(0.5, present[Listed], 0.01);
        Assert.Equal(1, present[Listed + 4], 0.01);
    }

    [Fact]
    public void What_has_sold_is_on_the_shelf_and_may_have_been_before()
    {
        var (factors, present) = Read(days: Listed + 2, sales: [0, 3]);
        Assert.InRange(factors[Listed], 0.5, 2);
        Assert.Equal(1, present[Listed + 1], 1e-6);
        Assert.Equal(2, factors[Listed + 2], 0.05);
    }

    [Fact]
    public void What_has_not_sold_is_less_likely_on_the_shelf_than_past_launches_were()
    {
        var (factors, present) = Read(days: Listed + 3, sales: [0, 0, 0]);
        Assert.InRange(present[Listed + 3], 0.05, 0.4);
        Assert.Equal(present[Listed + 3] / 0.5, factors[Listed + 3], 0.02);
        Assert.Equal(1, present[Listed + 4], 0.01);
    }

    [Fact]
    public void Quantiles_of_a_day_are_those_of_the_shelf_and_an_empty_day()
    {
        var belief = new DemandBelief(0.2, 0.1, 0.05, 0.1, 0, 0, 0);
        float[] quantiles = [0, 0, 0], onShelf = [0, 0];
        belief.WriteDay(4, 10, 0.4f, [0.5f, 0.7f, 0.9f], quantiles);
        belief.WriteDay(10, 10, 1, [(0.7f - 0.6f) / 0.4f, (0.9f - 0.6f) / 0.4f], onShelf);
        Assert.Equal([0, .. onShelf], quantiles);
    }

    // A level believed to be 0.3 a day, worth 2 units; half of past launches came at once, half after four days.
    private static (float[] Factors, float[] Present) Read(int days, float[] sales)
    {
        var arrival = ShelfArrival.Of([.. Enumerable.Range(0, 10_000).Select(i => (i % 2 == 0 ? 0 : 4, 0.9999))]);
        var (demand, weight) = (new float[days], new float[days]);
        sales.CopyTo(demand, Listed);
        weight.AsSpan(Math.Min(Listed, days)).Fill(1);
        var all = days + DemandInputs.HorizonDays;
        var (factors, present) = (new float[all], new float[all]);
        Array.Fill(factors, 1);
        arrival.Read(new(demand, weight, factors, (0.3, 2)), Listed, factors, present);
        return (factors, present);
    }
}
