using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Explanation;

/// <summary>Why a product's expected units are what they are: what each part of what is known adds, by making the
/// forecast again without it.</summary>
/// <remarks>The forecaster itself is run on every combination of parts, 32 of them, and what a part adds is averaged
/// over all orders in which parts can be put in (Shapley, 1953): no order is favored, and the parts add up to the
/// forecast, whoever made it.</remarks>
public sealed class ForecastReasons
{
    private static readonly int s_parts = Enum.GetValues<ForecastPart>().Length;

    private readonly double[][] _byPart;

    private ForecastReasons(
        string forecaster, double[] likely, double[][] byPart, double[] expected, double[] plain)
    {
        (Forecaster, Likely, _byPart, Expected) = (forecaster, likely, byPart, expected);
        PastBias = [.. expected.Zip(plain, (units, without) => units - without)];
    }

    /// <summary>The horizons that are explained, in days from the first forecast day.</summary>
    public static IReadOnlyList<int> Horizons { get; } =
        [7, DemandForecast.DailyDays, 7 * DemandForecast.Weeks];

    /// <summary>Who forecasts the product.</summary>
    public string Forecaster { get; }

    /// <summary>Units by horizon that a product of its category, price and attributes is likely to sell, before any
    /// part.</summary>
    public IReadOnlyList<double> Likely { get; }

    /// <summary>Units by horizon that are added because the forecaster expected too little of the product's segment in
    /// the past; negative where it expected too much (<see cref="BackTests.PastBias"/>).</summary>
    public IReadOnlyList<double> PastBias { get; }

    /// <summary>Expected units by horizon: <see cref="Likely"/>, all parts, and <see cref="PastBias"/>.</summary>
    public IReadOnlyList<double> Expected { get; }

    /// <summary>Units by horizon that a part adds; negative where it takes away.</summary>
    public IReadOnlyList<double> Of(ForecastPart part) => _byPart[(int)part];

    /// <summary>Explains the forecast of one product.</summary>
    /// <param name="forecaster">Who forecasts.</param>
    /// <param name="product">What is known of it: one row.</param>
    /// <exception cref="ArgumentException">There is not one product.</exception>
    public static ForecastReasons Of(IForecaster forecaster, DemandInputs product)
    {
        if (product.Count != 1)
        {
            throw new ArgumentException($"There are {product.Count} products; expected one.", nameof(product));
        }

        // Without its sales a product would be in the segment of new ones: who serves it is decided once.
        var whole = forecaster;
        forecaster = forecaster is SegmentForecaster segments ? segments.ServingFor(product, 0) : forecaster;
        var plain = forecaster is ISeasonal seasonal ? seasonal.WithoutSeason() : forecaster;
        var expected = new double[1 << s_parts][];
        for (var known = 0; known < expected.Length; known++)
        {
            var chosen = Has(known, ForecastPart.Season) ? forecaster : plain;
            expected[known] = Sums(chosen.Forecast(PartialInputs.Of(product, known)));
        }

        var byPart = Enumerable.Range(0, s_parts).Select(part => Share(expected, part)).ToArray();
        return new(
            forecaster.Name, expected[0], byPart,
            ReferenceEquals(whole, forecaster) ? expected[^1] : Sums(whole.Forecast(product)), expected[^1]);
    }

    internal static bool Has(int known, ForecastPart part) => (known & (1 << (int)part)) != 0;

    // The mean over orders: a set of k parts before this one weighs k!(n − 1 − k)! ÷ n!.
    private static double[] Share(double[][] expected, int part)
    {
        var share = new double[Horizons.Count];
        for (var before = 0; before < expected.Length; before++)
        {
            if ((before & (1 << part)) == 0)
            {
                var count = int.PopCount(before);
                var weight = Factorial(count) * Factorial(s_parts - 1 - count) / Factorial(s_parts);
                for (var i = 0; i < share.Length; i++)
                {
                    share[i] += weight * (expected[before | (1 << part)][i] - expected[before][i]);
                }
            }
        }

        return share;
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);

    private static double[] Sums(DemandForecast forecast)
    {
        var days = Enumerable.Range(0, DemandForecast.DailyDays).Select(day => forecast.MeanOfDay(0, day)).ToArray();
        var later = Enumerable.Range(4, DemandForecast.Weeks - 4).Sum(week => forecast.MeanOfWeek(0, week));
        return [days[..7].Sum(), days.Sum(), days.Sum() + later];
    }
}
