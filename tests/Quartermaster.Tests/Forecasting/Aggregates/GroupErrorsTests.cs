using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Aggregates;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Aggregates;

public sealed class GroupErrorsTests
{
    private const int Products = 200;
    private const int Days = 400;
    private static readonly Grouping s_all = Grouping.Of("total", [.. Enumerable.Repeat("all", Products)]);

    [Fact]
    public void What_products_share_day_by_day_widens_their_sum_and_covers_it()
    {
        var world = new DemandWorld { Products = Products, Days = Days, Drift = 0 };
        var shaken = Shaken(world.Inputs(), 0.2);
        var (plain, shared) = (Variance(world.Inputs()), Variance(shaken));
        Assert.InRange(plain, 0, 0.004);
        Assert.InRange(shared, 0.02, 0.08);

        // Eight days of ten within the band, over what comes later; not half without what is shared.
        var (wide, narrow) = (0, 0);
        foreach (var origin in (int[])[Days - 56, Days - 28])
        {
            var known = shaken.Until(origin);
            var (sums, errors) = (new SumsOfPaths([s_all], 1), new GroupErrors([s_all]));
            var forecaster = WeekdayProfile.Fit(known);
            sums.Add(forecaster.Forecast(known));
            errors.Add(forecaster, known);
            var variance = errors.Variances([sums.RelativeVariances(0)])[0];
            wide += Inside(sums.Quantiles(0, [0.1f, 0.9f], variance), origin);
            narrow += Inside(sums.Quantiles(0, [0.1f, 0.9f]), origin);
        }

        Assert.InRange(wide, 36, 54);
        Assert.InRange(narrow, 0, 28);

        int Inside(Quartermaster.Domain.Matrix band, int origin) => Enumerable.Range(0, 28).Count(day =>
        {
            var came = Enumerable.Range(0, Products).Sum(row => shaken.Sales.Row(row)[origin + day]);
            return came >= band.Row(0)[2 * day] && came <= band.Row(0)[(2 * day) + 1];
        });
    }

    [Fact]
    public void A_day_that_all_shops_were_shut_is_not_what_days_are_like()
    {
        var inputs = new DemandWorld { Products = Products, Days = Days, Drift = 0 }.Inputs();
        var sales = new float[Products * Days];
        for (var row = 0; row < Products; row++)
        {
            inputs.Sales.Row(row).CopyTo(sales.AsSpan(row * Days));
            sales[(row * Days) + Days - 40] = 0;
        }

        Assert.InRange(Variance(inputs with { Sales = new(Days, sales) }), 0, 0.004);
    }

    private static double Variance(DemandInputs inputs)
    {
        var (sums, errors) = (new SumsOfPaths([s_all], 1), new GroupErrors([s_all]));
        var forecaster = WeekdayProfile.Fit(inputs);
        sums.Add(forecaster.Forecast(inputs));
        errors.Add(forecaster, inputs, threads: 2);
        return errors.Variances([sums.RelativeVariances(0)])[0];
    }

    // Days on which everybody buys more, or less.
    private static DemandInputs Shaken(DemandInputs inputs, double deviation)
    {
        var sales = new float[Products * Days];
        for (var row = 0; row < Products; row++)
        {
            for (var day = 0; day < Days; day++)
            {
                var shock = Math.Exp(deviation * Quartermaster.Numerics.KeyedRandom.Normal(5, 5, 5, (ulong)day));
                sales[(row * Days) + day] = MathF.Round(inputs.Sales.Row(row)[day] * (float)shock);
            }
        }

        return inputs with { Sales = new(Days, sales) };
    }
}
