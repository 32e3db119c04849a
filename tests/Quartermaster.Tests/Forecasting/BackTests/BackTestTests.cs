using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.BackTests;

public sealed class BackTestTests
{
    private static readonly DemandWorld s_world = new()
    {
        Products = 60, Days = 300, Level = 1, LevelSpread = 1.6, LaunchDay = product => product % 6 == 0 ? 200 : -1,
    };

    private static readonly DemandInputs s_inputs = s_world.Inputs();

    [Fact]
    public void The_forecaster_with_the_least_loss_serves_the_segment()
    {
        var result = BackTest.Run(s_inputs, inputs => [new SeasonalNaive(), WeekdayProfile.Fit(inputs)]);
        Assert.Equal("weekday profile", result.ChosenFor(new(DemandPace.Fast, default)));
        Assert.Equal(result.Rows.Select(row => row.Segment).Distinct().Count(), result.Rows.Count(row => row.Chosen));
        foreach (var rows in result.Rows.GroupBy(row => row.Segment))
        {
            var chosen = rows.Single(row => row.Chosen);
            Assert.Equal(rows.Min(row => row.Wql), chosen.Wql, 0.005 * chosen.Wql);
        }
    }

    [Fact]
    public void Few_units_choose_what_serves_all_and_many_choose_for_themselves()
    {
        IForecaster[] two = [new SeasonalNaive(), new SameWeekdayMean()];
        var few = BackTest.Run(s_inputs, _ => two, new() { PriorUnits = 1e12 });
        var many = BackTest.Run(s_inputs, _ => two, new() { PriorUnits = 0, TieShare = 0 });
        var losses = two.Select(one => few.Rows.Where(row => row.Forecaster == one.Name)).Select(rows =>
            (rows.Sum(row => row.Daily.Loss) / rows.Sum(row => row.Daily.Units))
            + (rows.Sum(row => row.Weekly.Loss) / rows.Sum(row => row.Weekly.Units))).ToArray();
        Assert.Equal([two[losses[0] <= losses[1] * 1.005 ? 0 : 1].Name],
            few.Rows.Where(row => row.Chosen).Select(row => row.Forecaster).Distinct());
        Assert.All(many.Rows.GroupBy(row => row.Segment), rows =>
            Assert.Equal(rows.Min(row => row.Wql), rows.Single(row => row.Chosen).Wql));
    }

    [Fact]
    public void Fitting_stops_when_it_is_cancelled_and_the_back_test_tells_how_far_it_is()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => StatisticalForecasters.Fit(s_inputs, cancel: stop.Token));
        Assert.Throws<OperationCanceledException>(() => BackTest.Run(
            s_inputs, known => StatisticalForecasters.Fit(known, cancel: stop.Token), cancel: stop.Token));

        var shares = new List<double>();
        BackTest.Run(s_inputs, _ => [new SeasonalNaive()], new() { Origins = 2 }, report: shares.Add);
        Assert.Equal([0, 0.5], shares);
    }

    [Fact]
    public void Of_two_that_tie_the_first_is_chosen()
    {
        var result = BackTest.Run(s_inputs, _ => [new Renamed("first"), new Renamed("second")]);
        Assert.All(result.Rows, row => Assert.Equal(row.Forecaster == "first", row.Chosen));
    }

    [Fact]
    public void Products_add_up_to_their_segments_and_the_worst_come_first()
    {
        var result = BackTest.Run(s_inputs, _ => [new SeasonalNaive()], new() { Origins = 1 });
        var days = result.Rows.Where(row => row.Chosen).Sum(row => row.Daily.Loss);
        Assert.Equal(days, result.Products.Sum(product => product.Loss), 1e-6);
        var worst = result.Worst(10);
        Assert.Equal(10, worst.Count);
        Assert.Equal(worst.OrderByDescending(product => product.Loss), worst);
        Assert.Equal(result.Products.Max(product => product.Loss), worst[0].Loss);
    }

    [Fact]
    public void Nothing_later_than_the_origin_is_seen()
    {
        var seen = new List<int>();
        _ = BackTest.Run(s_inputs, inputs =>
        {
            seen.Add(inputs.Days);
            Assert.Equal(inputs.Days, inputs.Sales.Columns);
            Assert.Equal(inputs.Days + DemandInputs.HorizonDays, inputs.PriceRatios.Columns);
            return [new SeasonalNaive()];
        });
        Assert.Equal([300 - (3 * 28)], seen);
    }

    [Fact]
    public void Each_product_goes_to_the_forecaster_of_its_segment()
    {
        IForecaster[] both = [new SeasonalNaive(), new SameWeekdayMean()];
        var result = BackTest.Run(s_inputs, _ => both, new() { ByCategory = true });
        result = result with { Rows = [.. result.Rows.Select(row => row with { Correction = 1 })] };
        var forecaster = new SegmentForecaster(both, result);
        var forecast = forecaster.Forecast(s_inputs);
        for (var row = 0; row < s_inputs.Count; row++)
        {
            var segment = DemandSegment.Of(s_inputs, row, byCategory: true);
            var own = both.Single(one => one.Name == (result.ChosenFor(segment) ?? result.Usual));
            Assert.Equal(own.Forecast(s_inputs.Pick([row])), forecast.Pick([row]));
        }
    }

    [Fact]
    public void A_history_too_short_for_an_origin_gives_no_rows() =>
        Assert.Empty(BackTest.Run(s_inputs.Until(60), _ => [new SeasonalNaive()]).Rows);

    /// <summary>All launch on day 250. Where all sell on it, the day was written down from the sales, and an origin on
    /// day 244 knows nothing of them; where a tenth waits for its first sale, launches were planned and are known.
    /// </summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(10, true)]
    public void Launches_that_are_first_sales_are_not_known_before(int waitsOneIn, bool isKnown)
    {
        var (launch, inputs) = (250, new DemandWorld { Products = 40, Days = 300, LaunchDay = _ => 250 }.Inputs());
        var sales = new float[40 * 300];
        for (var cell = 0; cell < sales.Length; cell++)
        {
            var (row, day) = (cell / 300, cell % 300);
            sales[cell] = day < launch || (day == launch && waitsOneIn > 0 && row % waitsOneIn == 0) ? 0 : 3;
        }

        var (seen, policy) = (new List<int>(), new BackTestPolicy { Origins = 2, DaysBetween = 28 });
        var result = BackTest.Run(inputs with { Sales = new(300, sales), InStock = AllIn(inputs) }, known =>
        {
            seen.Add(known.Products.Rows[0].LaunchDay);
            return [new SeasonalNaive()];
        }, policy);

        Assert.Equal([isKnown ? launch : ProductFacts.NotLaunched], seen);
        // The first origin, day 244, scores days until 271; the second, 272, knows all launches.
        var first = isKnown ? launch : 272;
        var units = Enumerable.Range(0, sales.Length).Where(cell => cell % 300 >= first)
            .Sum(cell => (double)sales[cell]);
        Assert.Equal(units, result.Rows.Sum(row => row.Daily.Units), 1e-6);
    }

    private static Matrix AllIn(DemandInputs inputs)
    {
        var all = new float[inputs.Count * inputs.Days];
        Array.Fill(all, 1f);
        return new(inputs.Days, all);
    }

    private sealed class Renamed(string name) : IForecaster
    {
        private readonly SeasonalNaive _inner = new();

        public string Name => name;

        public DemandForecast Forecast(DemandInputs inputs, int threads, CancellationToken cancel) =>
            _inner.Forecast(inputs, threads, cancel);
    }
}
