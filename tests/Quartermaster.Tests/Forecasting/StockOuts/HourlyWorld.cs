using Quartermaster.Domain;
using Quartermaster.Forecasting.StockOuts;
using Quartermaster.Numerics;

namespace Quartermaster.Tests.Forecasting.StockOuts;

/// <summary>Shops whose customers are known by the hour, and whose stock of the day runs out.</summary>
internal sealed record HourlyWorld
{
    private const int Hours = 14;

    public int Products { get; init; } = 150;

    public int Days { get; init; } = 84;

    /// <summary>Stock of a day as a multiple of its usual demand: least and most.</summary>
    public (double Least, double Most) Stock { get; init; } = (0.5, 2);

    /// <summary>Mean of a day's units.</summary>
    public double Level { get; init; } = 12;

    /// <summary>Squared relative deviation of days.</summary>
    public double DaySpread { get; init; } = 0.15;

    /// <summary>What customers wanted, what they got, and where there was stock.</summary>
    public (HourlySales Sales, float[] Wanted) Tell()
    {
        var width = Days * Hours;
        var (wanted, sold, inStock) =
            (new float[Products * width], new float[Products * width], new float[Products * width]);
        for (var row = 0; row < Products; row++)
        {
            for (var day = 0; day < Days; day++)
            {
                var at = (row * width) + (day * Hours);
                TellDay(row, day, wanted.AsSpan(at, Hours), sold.AsSpan(at, Hours), inStock.AsSpan(at, Hours));
            }
        }

        return (new()
        {
            FirstDay = new(2024, 1, 1), Days = Days, Hours = Hours,
            Categories = [.. Enumerable.Range(0, Products).Select(row => row % 3)],
            Sales = new(width, sold), InStock = new(width, inStock),
        }, wanted);
    }

    /// <summary>The share of a day's customers that come in an hour.</summary>
    public static double ShareOf(int row, int hour) =>
        (1 + (0.9 * Math.Sin((hour + (5 * (row % 3))) * Math.Tau / Hours))) / Hours;

    private void TellDay(int row, int day, Span<float> wanted, Span<float> sold, Span<float> inStock)
    {
        var level = Level * Math.Exp(0.5 * KeyedRandom.Normal(1, 21, (ulong)row, 0)) * (day % 7 >= 5 ? 1.5 : 0.8);
        Span<float> factor = [0];
        NegativeBinomial.Quantiles(400, DaySpread, [Draw(22, row, day)], factor);
        var (least, most) = Stock;
        var stock = Math.Round(level * (least + ((most - least) * Draw(23, row, day))));
        for (var hour = 0; hour < Hours; hour++)
        {
            NegativeBinomial.Quantiles(level * factor[0] / 400 * ShareOf(row, hour), 0,
                [Draw(24, row, (day * Hours) + hour)], wanted.Slice(hour, 1));
            sold[hour] = (float)Math.Min(stock, wanted[hour]);
            inStock[hour] = stock > sold[hour] ? 1 : stock > 0 ? float.NaN : 0;
            stock -= sold[hour];
        }
    }

    private static float Draw(ulong stream, int row, int index) =>
        Math.Clamp((float)KeyedRandom.Uniform(1, stream, (ulong)row, (ulong)index), 1e-6f, 0.999999f);
}
