namespace Quartermaster.Forecasting.StockOuts;

/// <summary>How much of what differs between days is chance, and how much the days' own.</summary>
/// <param name="Chance">φ: variance of an hour's sales over their mean, given the day's demand.</param>
/// <param name="Days">α: squared relative deviation of a day's demand from its level.</param>
internal readonly record struct Variation(double Chance, double Days)
{
    /// <summary>How many whole days of sales the level of a day is worth beside its own: φ ÷ (α · level), the weights
    /// of the best linear prediction (Bühlmann and Straub, 1970).</summary>
    internal double DaysOfLevel(double level) =>
        level > 0 ? Math.Clamp(Chance / (Math.Max(1e-3, Days) * level), 0.02, 50) : 1;

    /// <summary>The part of an hour after which stock ran out, as is to be expected of what was sold until then.
    /// </summary>
    /// <remarks>The time of the last sale, given that it came within the hour: (s ÷ λ) · (1 − 1 ÷ M) with
    /// M = 1 + λ ÷ (s + 1) + λ² ÷ ((s + 1)(s + 2)) + …, the ratio of two incomplete gamma functions.</remarks>
    /// <param name="sold">Units sold in the hour.</param>
    /// <param name="wanted">Units that an hour with stock is expected to sell.</param>
    internal double PartUntilSold(double sold, double wanted)
    {
        var unit = Math.Max(1e-6, Chance);
        var (sales, rate) = (sold / unit, Math.Min(500, wanted / unit));
        if (sales <= 0 || rate <= 1e-9)
        {
            return sales <= 0 ? 0 : sales / (sales + 1);
        }

        var (sum, term) = (1.0, 1.0);
        for (var n = 1; n < 2000 && term > 1e-9 * sum; n++)
        {
            term *= rate / (sales + n);
            sum += term;
        }

        return Math.Min(1, sales / rate * (1 - (1 / sum)));
    }
}

/// <summary>Sums from which the variation is told: days seen whole.</summary>
internal sealed class VariationSums
{
    private double _hourSquares;
    private double _hourMeans;
    private double _daySquares;
    private double _levels;
    private double _levelSquares;

    /// <summary>Adds a day of which every hour was seen.</summary>
    internal void Add(ReadOnlySpan<float> sold, ReadOnlySpan<double> shares, double units, double level)
    {
        for (var hour = 0; hour < shares.Length; hour++)
        {
            var error = sold[hour] - (units * shares[hour]);
            _hourSquares += error * error;
            _hourMeans += units * shares[hour] * (1 - shares[hour]);
        }

        _daySquares += (units - level) * (units - level);
        _levels += level;
        _levelSquares += level * level;
    }

    internal Variation Solve(Variation otherwise)
    {
        if (_hourMeans <= 0 || _levelSquares <= 0)
        {
            return otherwise;
        }

        var chance = _hourSquares / _hourMeans;
        return new(chance, Math.Max(0, (_daySquares - (chance * _levels)) / _levelSquares));
    }
}
