using CsCheck;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Features;
using Quartermaster.Forecasting.Neural;
using Xunit;

namespace Quartermaster.Tests.Forecasting;

/// <summary>What forecasters read of a product's past, beside the same counted day by day.</summary>
public sealed class ProductFeaturesTests
{
    private const int Days = 90;

    [Fact]
    public void Weekdays_of_late_are_as_counted_one_by_one() =>
        Gen.Select(
            Gen.Int[0, 9].Array[Days],
            Gen.OneOf(Gen.Const(0f), Gen.Const(0.25f), Gen.Const(1f)).Array[Days],
            Gen.Double[0.5, 2].Array[Days], Gen.Int[0, Days - 1]).Sample((sold, weight, factor, day) =>
        {
            var product = Of(sold, weight, factor);
            var (units, exposure, level) = (0.0, 0.0, 3.0);
            for (var at = day; at >= 0 && at > day - 56; at -= 7)
            {
                units += weight[at] * sold[at];
                exposure += weight[at] * (float)factor[at];
            }

            Assert.Equal((units + 1) / ((exposure * level) + 1), product.RecentWeekday(day, level), 1e-4);
        });

    /// <summary>A shop that has sold on one weekday only: of seven days ahead it is that one that stands out, wherever
    /// it lies.</summary>
    [Fact]
    public void The_weekday_that_sells_stands_at_its_distance()
    {
        int[] sold = [.. Enumerable.Range(0, Days).Select(day => day % 7 == 3 ? 14 : 0)];
        var product = Of(sold, [.. Enumerable.Repeat(1f, Days)], [.. Enumerable.Repeat(1.0, Days)]);
        var features = new float[WindowFeatures.Past];
        for (var day = 70; day < Days - 1; day++)
        {
            WindowFeatures.OfPast(product, day, features);
            float[] weekdays = [.. features.TakeLast(7)];
            var ahead = Array.IndexOf(weekdays, weekdays.Max()) + 1;
            Assert.Equal(3, (day + ahead) % 7);
        }
    }

    private static ProductFeatures Of(int[] sold, float[] weight, double[] factor)
    {
        var product = new ProductFeatures(Days);
        for (var day = 0; day < Days; day++)
        {
            (product.Demand[day], product.Weight[day]) = (weight[day] > 0 ? sold[day] : 0, weight[day]);
        }

        for (var day = 0; day < product.Factors.Length; day++)
        {
            product.Factors[day] = day < Days ? (float)factor[day] : 1;
        }

        product.Load(new(new(1), 1, new(1), -1, int.MaxValue, 5), (1, 1), 2, new byte[product.Factors.Length], null);
        return product;
    }
}
