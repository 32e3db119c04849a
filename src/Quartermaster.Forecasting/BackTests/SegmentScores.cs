using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>Scores while a back-test runs: by segment and by product.</summary>
/// <param name="names">The forecasters.</param>
/// <param name="products">How many products there are.</param>
internal sealed class SegmentScores(IReadOnlyList<string> names, int products)
{
    private readonly Dictionary<DemandSegment, (QuantileScore Daily, QuantileScore Weekly)[]> _bySegment = [];
    private readonly Dictionary<(DemandSegment Segment, int Forecaster), ForecastHabits> _habits = [];
    private readonly Dictionary<(DemandSegment Segment, int Forecaster), PastBias> _biases = [];
    private readonly QuantileScore?[] _byProduct = new QuantileScore?[products * names.Count];
    private readonly DemandSegment[] _segments = new DemandSegment[products];

    internal void Add(int forecaster, int row, DemandSegment segment, QuantileScore daily, QuantileScore weekly)
    {
        if (!_bySegment.TryGetValue(segment, out var scores))
        {
            scores = new (QuantileScore, QuantileScore)[names.Count];
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = (new(), new());
            }

            _bySegment.Add(segment, scores);
        }

        scores[forecaster].Daily.Add(daily);
        scores[forecaster].Weekly.Add(weekly);
        (_byProduct[(row * names.Count) + forecaster] ??= new()).Add(daily);
        _segments[row] = segment;
    }

    /// <summary>Adds what was seen of a forecaster's habits.</summary>
    internal void Add(int forecaster, DemandSegment segment, ForecastHabits habits)
    {
        if (!_habits.TryGetValue((segment, forecaster), out var seen))
        {
            _habits.Add((segment, forecaster), seen = new());
        }

        seen.Add(habits);
    }

    /// <summary>Where a forecaster's biases in a segment are added up.</summary>
    internal PastBias BiasOf(int forecaster, DemandSegment segment)
    {
        if (!_biases.TryGetValue((segment, forecaster), out var seen))
        {
            _biases.Add((segment, forecaster), seen = new());
        }

        return seen;
    }

    /// <summary>The segments that were seen.</summary>
    internal IEnumerable<DemandSegment> Segments =>
        _bySegment.Keys.OrderBy(segment => (segment.Category.Value, segment.Pace));

    /// <summary>What each forecaster lost in a segment so far; null for one not seen.</summary>
    internal double[]? LossesOf(DemandSegment segment) =>
        _bySegment.TryGetValue(segment, out var scores) && Array.Exists(scores, score => score.Daily.Count > 0)
            ? Array.ConvertAll(scores, Loss) : null;

    internal BackTestResult Choose(DemandInputs inputs, BackTestPolicy policy)
    {
        var rows = new List<BackTestRow>();
        var all = Together();
        var chosen = new Dictionary<DemandSegment, int>();
        foreach (var segment in Segments)
        {
            var scores = _bySegment[segment];
            var best = Best(scores, all, policy);
            chosen.Add(segment, best);
            for (var i = 0; i < scores.Length; i++)
            {
                rows.Add(new(segment, names[i], scores[i].Daily, scores[i].Weekly, i == best)
                {
                    Habits = _habits.GetValueOrDefault((segment, i)) ?? new(),
                    Correction = _biases.GetValueOrDefault((segment, i))?.Factor ?? 1,
                });
            }
        }

        var byProduct = new ProductScore[products];
        for (var row = 0; row < products; row++)
        {
            var best = chosen[_segments[row]];
            var score = _byProduct[(row * names.Count) + best]!;
            byProduct[row] = new(
                inputs.Products.Rows[row].Product, _segments[row], names[best], score.Units, score.Loss,
                score.Wql, score.Bias);
        }

        return new(rows, byProduct, policy);
    }

    // How each did in all segments.
    private (QuantileScore Daily, QuantileScore Weekly)[] Together()
    {
        (QuantileScore Daily, QuantileScore Weekly)[] all =
            [.. names.Select(_ => (new QuantileScore(), new QuantileScore()))];
        foreach (var segment in Segments)
        {
            for (var i = 0; i < all.Length; i++)
            {
                all[i].Daily.Add(_bySegment[segment][i].Daily);
                all[i].Weekly.Add(_bySegment[segment][i].Weekly);
            }
        }

        return all;
    }

    // A few units say little of who is best: a segment is drawn to all of them.
    private static int Best(
        (QuantileScore Daily, QuantileScore Weekly)[] scores, (QuantileScore Daily, QuantileScore Weekly)[] all,
        BackTestPolicy policy)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = Drawn(i) < Drawn(best) * (1 - policy.TieShare) ? i : best;
        }

        return best;

        // Where nothing was sold at all there is no WQL, and the least loss decides.
        double Drawn(int i) => all[i].Daily.Units > 0 && all[i].Weekly.Units > 0
            ? DrawnWql(scores[i].Daily, all[i].Daily) + DrawnWql(scores[i].Weekly, all[i].Weekly) : Loss(scores[i]);

        double DrawnWql(QuantileScore own, QuantileScore ofAll) =>
            ((2 * own.Loss) + (policy.PriorUnits * ofAll.Wql)) / (own.Units + policy.PriorUnits);
    }

    private static double Loss((QuantileScore Daily, QuantileScore Weekly) score) =>
        score.Daily.Units > 0 && score.Weekly.Units > 0
            ? score.Daily.Wql + score.Weekly.Wql : score.Daily.Loss + score.Weekly.Loss;
}
