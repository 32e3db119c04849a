using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Aggregates;
using Quartermaster.Forecasting.Metrics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Aggregates;

public sealed class GroupInputsTests
{
    private static readonly DemandWorld s_world = new() { Products = 40, Days = 300, LaunchDay = row => row - 5 };

    private static readonly Grouping[] s_groupings =
    [
        Grouping.Of("total", [.. Enumerable.Repeat("all", 40)]),
        Grouping.Of("category", [.. Enumerable.Range(0, 40).Select(row => "c" + DemandWorld.CategoryOf(row))]),
    ];

    [Fact]
    public void A_group_sold_what_its_products_sold_since_the_first_of_them()
    {
        var inputs = s_world.Inputs();
        var groups = GroupInputs.Of(inputs, s_groupings);
        Assert.Equal(5, groups.Count);
        for (var day = 0; day < inputs.Days; day++)
        {
            Assert.Equal(Enumerable.Range(0, 40).Sum(row => inputs.Sales.Row(row)[day]), groups.Sales.Row(0)[day], 2);
            var second = Enumerable.Range(0, 40).Where(row => DemandWorld.CategoryOf(row) == 2);
            Assert.Equal(second.Sum(row => inputs.Sales.Row(row)[day]), groups.Sales.Row(2)[day], 2);
            Assert.Equal(1, groups.InStock.Row(0)[day], 3);
        }

        Assert.Equal(-5, groups.Products.Rows[0].LaunchDay);
        Assert.Equal(-4, groups.Products.Rows[2].LaunchDay);
        Assert.Equal(45, GroupInputs.Join(inputs, groups).Products.Rows.ToArray()
            .Select(product => product.Product).Distinct().Count());
        Assert.InRange(groups.PriceRatios.Row(0)[100], 0.8, 1);
    }

    [Fact]
    public void An_event_of_a_category_is_one_of_its_group_and_not_of_all()
    {
        var day = DemandWorld.FirstDay.AddDays(310);
        var inputs = s_world.Inputs() with
        {
            Events = new([new(new(1), new(3), default, EventKind.Promotion, day, day, 0)]),
        };
        var groups = GroupInputs.Of(inputs, s_groupings);
        var only = Assert.Single(groups.Events.Rows.ToArray());
        Assert.Equal(groups.Products.Rows[3].Product, only.Product);
        Assert.Equal(default, only.Category);
    }

    [Fact]
    public void Groups_are_forecast_well_as_products_of_their_own()
    {
        var truth = GroupInputs.Of(s_world.Inputs(), s_groupings);
        var known = truth.Until(272);
        var (forecast, naive) = (Score(WeekdayProfile.Fit(known)),
            Score(new Quartermaster.Forecasting.Demand.SeasonalNaive(new())));
        Assert.True(forecast < 0.8 * naive, $"{forecast} against {naive}");

        double Score(IForecaster forecaster)
        {
            var (daily, weekly) = (new QuantileScore(), new QuantileScore());
            var made = forecaster.Forecast(known);
            for (var row = 0; row < truth.Count; row++)
            {
                Quartermaster.Forecasting.BackTests.BackTest.Score(made, truth, row, daily, weekly);
            }

            return daily.Wql;
        }
    }
}
