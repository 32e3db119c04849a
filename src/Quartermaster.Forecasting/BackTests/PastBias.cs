namespace Quartermaster.Forecasting.BackTests;

/// <summary>How far a forecaster's expectations of a segment lay from what came, week by week of the four after each
/// past day that was forecast from, and by how much the next ones are to be corrected.</summary>
/// <remarks>A bias of all products together, as growth that a forecaster was slow to see leaves it, hardly shows in the
/// quantiles of single products, and is most of what goes wrong with their sums.</remarks>
public sealed class PastBias
{
    /// <summary>Weeks per origin.</summary>
    internal const int Weeks = 4;

    private const int LeastWeeks = 4;

    // Biases come and go: what part of one is still there four weeks later.
    private const double Stays = 2.0 / 3;

    // The weeks after one origin go wrong together: twice the variance that they had if each went its own way.
    private const double Together = 2;
    private const double LeastFactor = 0.8;
    private const double MostFactor = 1.25;

    private readonly List<double> _expected = [];
    private readonly List<double> _came = [];

    /// <summary>What expectations are multiplied by: 1 where nothing can be told from chance.</summary>
    /// <remarks>The ratio c of what came to what was expected, drawn to 1 by the share of (c − 1)² that its own
    /// variance explains (James and Stein, 1961, positive part).</remarks>
    public double Factor
    {
        get
        {
            var (expected, came) = (_expected.Sum(), _came.Sum());
            if (_expected.Count(week => week > 0) < LeastWeeks || expected <= 0)
            {
                return 1;
            }

            var (ratio, variance) = (came / expected, 0.0);
            for (var week = 0; week < _expected.Count; week++)
            {
                var error = (_came[week] - (ratio * _expected[week])) / expected;
                variance += Together * error * error;
            }

            var bias = ratio - 1;
            var trust = bias == 0 ? 0 : Math.Max(0, 1 - (variance / (bias * bias)));
            return Math.Clamp(1 + (Stays * trust * bias), LeastFactor, MostFactor);
        }
    }

    /// <summary>The correction of a week ahead: whole for the four that it was measured on, and ever less of it
    /// later.</summary>
    /// <param name="correction">What expectations of the first weeks are multiplied by.</param>
    /// <param name="week">From 0.</param>
    internal static float InWeek(float correction, int week) => week < Weeks ? correction
        : 1 + ((correction - 1) * (float)Math.Pow(Stays, (double)(week - Weeks + 1) / Weeks));

    /// <summary>Adds a product's units of a week.</summary>
    /// <param name="week">Of all origins, from 0.</param>
    /// <param name="expected">By the forecast.</param>
    /// <param name="came">On the same days.</param>
    internal void Add(int week, double expected, double came)
    {
        while (_expected.Count <= week)
        {
            _expected.Add(0);
            _came.Add(0);
        }

        _expected[week] += expected;
        _came[week] += came;
    }
}
