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
