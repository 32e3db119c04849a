using Quartermaster.Numerics;

namespace Quartermaster.Planning.Targets;

/// <summary>How far a level may go before its last unit would stay unsold in too many futures.</summary>
/// <remarks>
/// The newsvendor of repeated orders charges a unit that is not needed the holding of one review period: the next
/// order is then smaller by it. That holds while demand goes on. Where demand itself may stay low (a level that was
/// misjudged, a season that ends), the unit is held until it is sold, or scrapped: README, equation 7. O(paths × log
/// level).
/// </remarks>
internal static class UnsoldRisk
{
    /// <summary>How far ahead futures are asked whether they sell a unit; beyond, they go on at their own pace.
    /// </summary>
    internal const int HorizonDays = 182;

    /// <summary>The greatest level, at most the given one, whose last unit still pays.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="product">The product.</param>
    /// <param name="row">Its network row.</param>
    /// <param name="level">The newsvendor's level, in units.</param>
    /// <param name="futures">Demand over lead time plus review period.</param>
    /// <param name="scratch">Room to work in.</param>
    internal static long Limit(
        TargetInputs inputs, int product, int row, long level, in Futures futures, DemandScratch scratch)
    {
        var costs = inputs.Costs.Rows[row];
        if (costs.ScrapLoss <= 0 || level <= 0)
        {
            return level;
        }

        var days = Math.Min(HorizonDays, inputs.Lives.Rows[product].DaysLeft(inputs.Today));
        inputs.Demand.Over(product, days, scratch.Review);
        var holding = costs.HoldingCostPerUnitDay + inputs.RoomPrices.Rows[row].PerUnitDay;
        var perReview = holding * inputs.Replenishments.Rows[product].ReviewDays;
        var (low, high) = (0L, level);
        while (low < high)
        {
            var unit = low + ((high - low + 1) / 2);
            var needed = 1 - ((double)SortedSample.CountAtMost(futures.Mixed, unit - 0.5) / futures.Mixed.Length);
            var gain = (costs.ShortageCost * needed) - (perReview * (1 - needed));
            // Without this risk the newsvendor's level stands, its rounding to whole units included.
            var pays = StayCost(scratch.Review, unit, holding * days, costs.ScrapLoss) <= Math.Max(0, gain);
            (low, high) = pays ? (unit, high) : (low, unit - 1);
        }

        return low;
    }

    // The mean over futures: those that do not sell the unit hold it until they would, or scrap it.
    private static double StayCost(ReadOnlySpan<float> sold, long unit, double holdingOfHorizon, double scrapLoss)
    {
        var sum = 0.0;
        for (var i = 0; i < sold.Length && sold[i] < unit - 0.5; i++)
        {
            sum += sold[i] > 0 ? Math.Min(scrapLoss, holdingOfHorizon * ((unit / sold[i]) - 1)) : scrapLoss;
        }

        return sum / sold.Length;
    }
}
