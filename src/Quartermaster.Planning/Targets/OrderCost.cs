using Quartermaster.Numerics;

namespace Quartermaster.Planning.Targets;

/// <summary>When to order and how far up where every order line has a fixed cost: the best (s, S).</summary>
/// <remarks>
/// Exact for independent periods on a grid of 128 numbers of units (README, equation 4). Two limits are the house's:
/// never more than 26 weeks of demand above the level, and never a reorder point below 0, because a sale that is lost
/// leaves the position at 0.
/// </remarks>
internal static class OrderCost
{
    /// <summary>How many numbers of units are weighed.</summary>
    internal const int Cells = 128;

    private const double MostDays = 182;

    /// <summary>The policy of a node.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="product">The product.</param>
    /// <param name="row">Its network row, or a facility that orders.</param>
    /// <param name="level">The level without a fixed cost, in units.</param>
    /// <param name="demand">The node's demand over lead time plus review period, ascending.</param>
    /// <param name="risk">What may stay unsold.</param>
    /// <param name="scratch">Room to work in.</param>
    internal static (int Reorder, long UpTo) Of(TargetInputs inputs, int product, int row, long level,
        ReadOnlySpan<float> demand, in UnsoldRisk risk, DemandScratch scratch)
    {
        var terms = inputs.Replenishments.Rows[product];
        if (terms.LineCost <= 0)
        {
            return (int.MaxValue, level);
        }

        inputs.Demand.Over(product, terms.ReviewDays, scratch.Review);
        var review = scratch.OfNode(inputs, product, row, scratch.Review, scratch.LocalReview);
        var reviewMean = SortedSample.Mean(review);
        if (reviewMean <= 0)
        {
            return (int.MaxValue, level);
        }

        var costs = inputs.Costs.Rows[row];
        var stage = new StageCost(
            demand, costs.ShortageCost, inputs.LeftOverCost(product, row), risk, scratch.Suffixes);

        var most = level + (long)Math.Ceiling(reviewMean * MostDays / terms.ReviewDays);
        var highest = stage.Of(level) + terms.LineCost;
        var above = Distance(in stage, level, +1, highest, most - level);
        // No reorder point is below 0, so only what one period can take off it is looked at beyond.
        var below = Distance(in stage, level, -1, highest, level + (long)Math.Ceiling(review[^1]));
        var step = Math.Max(1, (above + below + Cells - 3) / (Cells - 2));
        var (origin, cells) = (level - ((below + step - 1) / step * step), Cells);

        var stageCosts = scratch.Costs.AsSpan(0, cells);
        for (var i = 0; i < cells; i++)
        {
            stageCosts[i] = stage.Of(origin + (i * step));
        }

        var periods = scratch.Costs.AsSpan(Cells, cells);
        Bin(review, step, periods);
        if (periods[0] >= 1)
        {
            return (int.MaxValue, level);
        }

        var best = FixedOrderCost.Solve(stageCosts, periods, terms.LineCost, scratch.Costs.AsSpan(2 * Cells, cells));
        var upTo = Math.Min(most, Math.Max(level, origin + (best.UpTo * step)));
        return ((int)Math.Clamp(origin + (best.Reorder * step), 0, int.MaxValue - 1), upTo);
    }

    // How far from the level the stage cost passes a height: to within a doubling, and at most as far as allowed.
    private static long Distance(in StageCost stage, long level, int direction, double highest, long most)
    {
        var distance = 1L;
        while (distance < most && distance < int.MaxValue && stage.Of(level + (direction * distance)) < highest)
        {
            distance *= 2;
        }

        return Math.Min(distance, most);
    }

    private static void Bin(ReadOnlySpan<float> review, long step, Span<double> demand)
    {
        demand.Clear();
        foreach (var units in review)
        {
            // Between two steps it falls on both, so that the mean stays what it is.
            var at = Math.Min(demand.Length - 1, (double)units / step);
            var (lower, share) = ((int)at, at - Math.Floor(at));
            demand[lower] += (1 - share) / review.Length;
            demand[Math.Min(demand.Length - 1, lower + 1)] += share / review.Length;
        }
    }

    /// <summary>Expected cost of one period by units owned after ordering, O(log paths) each.</summary>
    private readonly ref struct StageCost
    {
        private readonly ReadOnlySpan<float> _sorted;
        private readonly Span<double> _suffixes;
        private readonly double _shortageCost;
        private readonly double _leftOverCost;
        private readonly UnsoldRisk _risk;

        internal StageCost(ReadOnlySpan<float> sorted, double shortageCost, double leftOverCost, UnsoldRisk risk,
            Span<double> suffixes)
        {
            _risk = risk;
            _sorted = sorted;
            _suffixes = suffixes;
            (_shortageCost, _leftOverCost) = (shortageCost, leftOverCost);
            suffixes[sorted.Length] = 0;
            for (var i = sorted.Length - 1; i >= 0; i--)
            {
                suffixes[i] = suffixes[i + 1] + sorted[i];
            }
        }

        internal double Of(long units)
        {
            var covered = SortedSample.CountAtMost(_sorted, units);
            var count = _sorted.Length;
            var shortage = (_suffixes[covered] - ((double)units * (count - covered))) / count;
            var leftOver = units - (_suffixes[0] / count) + shortage;
            return (_shortageCost * shortage) + (_leftOverCost * leftOver) + _risk.UpTo(units);
        }
    }
}
