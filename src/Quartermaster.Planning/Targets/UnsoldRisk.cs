using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Targets;

/// <summary>What owning more units costs because some may never be sold.</summary>
/// <remarks>
/// The newsvendor of repeated orders charges a unit that is not needed the holding of one review period: the next
/// order is then smaller by it. That holds while demand goes on. Where demand itself may stay low (a level that was
/// misjudged, a season that ends), the unit is held until it is sold, or scrapped: README, equation 7. What is left on
/// a product's last day is scrapped.
/// </remarks>
internal readonly ref struct UnsoldRisk
{
    /// <summary>How far ahead futures are asked whether they sell a unit; beyond, they go on at their own pace.
    /// </summary>
    internal const int HorizonDays = 182;

    private const double MostPace = 1e12;

    private readonly ReadOnlySpan<float> _sold;
    private readonly Span<double> _sums;
    private readonly Span<double> _inverses;
    private readonly double _scrapLoss;
    private readonly double _holding;

    private UnsoldRisk(ReadOnlySpan<float> sold, DemandScratch scratch, double scrapLoss, double holding)
    {
        _sold = sold;
        _sums = scratch.HorizonSums;
        _inverses = scratch.HorizonInverses;
        (_scrapLoss, _holding) = (scrapLoss, holding);
        (_sums[0], _inverses[0]) = (0, 0);
        for (var i = 0; i < sold.Length; i++)
        {
            _sums[i + 1] = _sums[i] + sold[i];
            _inverses[i + 1] = _inverses[i] + (sold[i] > 0 ? 1.0 / sold[i] : 0);
        }
    }

    /// <summary>Whether there is any.</summary>
    internal bool IsThere => _scrapLoss > 0;

    /// <summary>The risk of a node; lives in the scratch until the next node.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="product">The product.</param>
    /// <param name="row">Its network row, or a facility that orders.</param>
    /// <param name="scratch">Room to work in.</param>
    /// <remarks>O(paths).</remarks>
    internal static UnsoldRisk Of(TargetInputs inputs, int product, int row, DemandScratch scratch)
    {
        var costs = inputs.Costs.Rows[row];
        if (costs.ScrapLoss <= 0)
        {
            return default;
        }

        var daysLeft = inputs.Lives.Rows[product].DaysLeft(inputs.Today);
        inputs.Demand.Over(product, Math.Min(HorizonDays, daysLeft), scratch.Horizon);
        var sold = scratch.OfNode(inputs, product, row, scratch.Horizon, scratch.LocalHorizon);
        return new(sold, scratch, costs.ScrapLoss,
            daysLeft <= HorizonDays ? double.PositiveInfinity : inputs.HoldingPerDay(row) * HorizonDays);
    }

    /// <summary>What the k-th unit risks, currency. O(paths).</summary>
    internal double OfUnit(long unit)
    {
        var sum = 0.0;
        for (var i = 0; i < _sold.Length && _sold[i] < unit - 0.5; i++)
        {
            sum += _sold[i] > 0 ? Math.Min(_scrapLoss, _holding * ((unit / _sold[i]) - 1)) : _scrapLoss;
        }

        return sum / _sold.Length;
    }

    /// <summary>What all units up to the k-th risk together, currency. O(log paths).</summary>
    /// <remarks>The integral of what one unit risks, up to half a unit beyond the last.</remarks>
    internal double UpTo(long units)
    {
        if (!IsThere || units <= 0)
        {
            return 0;
        }

        // Futures that scrap the last unit, and futures that hold it until it is sold, at most pace times too long.
        var end = units + 0.5;
        var pace = Math.Min(MostPace, 1 + (_scrapLoss / _holding));
        var scrapped = SortedSample.CountAtMost(_sold, end / pace);
        var unsold = SortedSample.CountAtMost(_sold, end);
        var sumOfScrapped = _sums[scrapped];
        var scraps = _scrapLoss * ((end * scrapped) - (sumOfScrapped * (pace + 1) / 2));
        var (count, sum, inverses) =
            (unsold - scrapped, _sums[unsold] - sumOfScrapped, _inverses[unsold] - _inverses[scrapped]);
        var holds = count > 0 ? _holding * ((end * end * inverses / 2) - (end * count) + (sum / 2)) : 0;
        return (scraps + holds) / _sold.Length;
    }

    /// <summary>The greatest level, at most the given one, whose last unit still pays.</summary>
    /// <param name="level">The newsvendor's level, in units.</param>
    /// <param name="demand">Demand over lead time plus review period, ascending.</param>
    /// <param name="shortageCost">p, currency per unit.</param>
    /// <param name="leftOverCost">Holding of one unit for one review period, currency.</param>
    /// <remarks>O(paths × log level).</remarks>
    internal long Limit(long level, ReadOnlySpan<float> demand, double shortageCost, double leftOverCost)
    {
        if (!IsThere)
        {
            return level;
        }

        var (low, high) = (0L, Math.Max(0, level));
        while (low < high)
        {
            var unit = low + ((high - low + 1) / 2);
            var needed = 1 - ((double)SortedSample.CountAtMost(demand, unit - 0.5) / demand.Length);
            var gain = (shortageCost * needed) - (leftOverCost * (1 - needed));
            // Without this risk the newsvendor's level stands, its rounding to whole units included.
            var pays = OfUnit(unit) <= Math.Max(0, gain);
            (low, high) = pays ? (unit, high) : (low, unit - 1);
        }

        return low;
    }
}
