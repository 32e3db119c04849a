using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Metrics;

/// <summary>How good quantile forecasts were, over any number of observations.</summary>
/// <remarks>WQL is 2 · Σ pinball loss ÷ Σ |actual|, averaged over levels (Gasthaus et al., 2019). Pinball loss of level
/// τ:
/// τ·(y − q) where y ≥ q, (1 − τ)·(q − y) below (Koenker and Bassett, 1978).</remarks>
public sealed class QuantileScore
{
    private readonly double[] _losses = new double[DemandForecast.Levels.Length];
    private readonly long[] _covered = new long[DemandForecast.Levels.Length];

    /// <summary>Nothing observed yet.</summary>
    public QuantileScore()
    {
    }

    /// <summary>A score as it was kept.</summary>
    /// <exception cref="ArgumentException">It is of other levels.</exception>
    public QuantileScore(QuantileSums sums)
    {
        if (sums.Losses.Count != _losses.Length || sums.Covered.Count != _covered.Length)
        {
            throw new ArgumentException($"There are {sums.Losses.Count} losses; expected {_losses.Length}.",
                nameof(sums));
        }

        (Count, Units, Excess) = (sums.Count, sums.Units, sums.Excess);
        for (var i = 0; i < _losses.Length; i++)
        {
            (_losses[i], _covered[i]) = (sums.Losses[i], sums.Covered[i]);
        }
    }

    /// <summary>What a score is made of, to keep.</summary>
    public QuantileSums Sums => new([.. _losses], [.. _covered], Count, Units, Excess);

    /// <summary>Observations.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the absolute actuals, units.</summary>
    public double Units { get; private set; }

    /// <summary>Sum of expected less actual units.</summary>
    public double Excess { get; private set; }

    /// <summary>Sum of pinball losses, mean over levels, units.</summary>
    public double Loss => _losses.Sum() / _losses.Length;

    /// <summary>Weighted quantile loss: 0 is perfect; NaN where nothing was sold.</summary>
    public double Wql => Units > 0 ? 2 * Loss / Units : double.NaN;

    /// <summary>Expected over actual units, less 1; NaN where nothing was sold.</summary>
    public double Bias => Units > 0 ? Excess / Units : double.NaN;

    /// <summary>Share of actuals at or below the quantile of each level; counts, being lumpy, exceed the
    /// level.</summary>
    public IReadOnlyList<double> Coverage =>
        Array.ConvertAll(_covered, covered => Count > 0 ? covered / (double)Count : double.NaN);

    /// <summary>Adds one observation.</summary>
    /// <param name="quantiles">The forecast, one value per level of <see cref="DemandForecast.Levels"/>.</param>
    /// <param name="mean">The forecast's mean.</param>
    /// <param name="actual">What came, 0 or more.</param>
    public void Add(ReadOnlySpan<float> quantiles, double mean, double actual)
    {
        var levels = DemandForecast.Levels;
        for (var i = 0; i < levels.Length; i++)
        {
            _losses[i] += Pinball(levels[i], quantiles[i], actual);
            _covered[i] += actual <= quantiles[i] ? 1 : 0;
        }

        Count++;
        Units += Math.Abs(actual);
        Excess += mean - actual;
    }

    /// <summary>Adds the observations of another score.</summary>
    public void Add(QuantileScore other)
    {
        for (var i = 0; i < _losses.Length; i++)
        {
            _losses[i] += other._losses[i];
            _covered[i] += other._covered[i];
        }

        Count += other.Count;
        Units += other.Units;
        Excess += other.Excess;
    }

    /// <summary>The pinball loss of one quantile.</summary>
    /// <param name="level">τ, in (0, 1).</param>
    /// <param name="quantile">The forecast.</param>
    /// <param name="actual">What came.</param>
    public static double Pinball(double level, double quantile, double actual) =>
        actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual);
}

/// <summary>What a <see cref="QuantileScore"/> adds up.</summary>
/// <param name="Losses">Pinball losses by level, units.</param>
/// <param name="Covered">Observations at or below the quantile, by level.</param>
/// <param name="Count">Observations.</param>
/// <param name="Units">Units that came.</param>
/// <param name="Excess">Expected less actual units.</param>
public sealed record QuantileSums(
    IReadOnlyList<double> Losses, IReadOnlyList<long> Covered, long Count, double Units, double Excess);
