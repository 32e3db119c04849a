using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>The cleaned histories that patterns are learned from, without lone
/// peaks (<see cref="LonePeaks"/>).</summary>
internal sealed class LearningSet
{
    // Between these price ratios a day counts as usual.
    private const double UsualPriceBand = 0.03;

    // And a price that stands for so long is usual too.
    private const int UsualPriceDays = 56;

    private readonly float[] _demand;
    private readonly float[] _weight;
    private readonly float[] _level;
    private readonly bool[] _special;

    internal LearningSet(DemandInputs all, ForecastPolicy policy, CancellationToken cancel = default)
    {
        Cancel = cancel;
        Inputs = all.Count <= policy.MostProductsLearnedFrom ? all
            : all.Pick(DemandInputs.SampleRows(all.Products, policy.MostProductsLearnedFrom));
        (Policy, Events) = (policy, new(Inputs));
        var cells = Inputs.Count * Inputs.Days;
        (_demand, _weight, _level, _special) = (new float[cells], new float[cells], new float[cells], new bool[cells]);
        for (var row = 0; row < Count; row++)
        {
            cancel.ThrowIfCancellationRequested();
            CleanHistory.Read(Inputs, row, policy, Of(_demand, row), Of(_weight, row));
            MarkEvents(row);
            LonePeaks.Lower(Of(_demand, row), Special(row));
            MarkPrices(row);
        }
    }

    /// <summary>Asked between products by whoever learns from the set.</summary>
    internal CancellationToken Cancel { get; }

    internal DemandInputs Inputs { get; }

    internal ForecastPolicy Policy { get; }

    internal EventCalendar Events { get; }

    internal int Count => Inputs.Count;

    internal int Days => Inputs.Days;

    internal ReadOnlySpan<float> Demand(int row) => Of(_demand, row);

    internal ReadOnlySpan<float> Weight(int row) => Of(_weight, row);

    internal ReadOnlySpan<float> Level(int row) => Of(_level, row);

    internal ReadOnlySpan<bool> Special(int row) => Of(_special, row);

    internal int Category(int row) => Inputs.Products.Rows[row].Category.Value;

    /// <summary>Measures every product's level anew, against the given patterns.</summary>
    internal void FollowLevels(DemandPatterns patterns)
    {
        var (factors, scratch) = (new DayFactors(Inputs, patterns), new float[Days + DemandInputs.HorizonDays]);
        for (var row = 0; row < Count; row++)
        {
            Cancel.ThrowIfCancellationRequested();
            factors.Fill(row, scratch);
            LevelPath.Fill(Demand(row), Weight(row), scratch.AsSpan(0, Days), Special(row), Of(_level, row));
        }
    }

    private void MarkEvents(int row)
    {
        var special = Of(_special, row);
        var product = Inputs.Products.Rows[row];
        var happenings = Events.OfCategory(product.Category.Value)
            .Concat(Events.OfProduct(product.Product.Value) ?? []);
        foreach (var happening in happenings)
        {
            if (happening.First < Days)
            {
                special[happening.First..(Math.Min(happening.Last, Days - 1) + 1)].Fill(true);
            }
        }
    }

    // Days at another price than the usual one. A price that stands for long is the usual one of its time: the level
    // around it holds what it does.
    private void MarkPrices(int row)
    {
        var special = Of(_special, row);
        var ratios = Inputs.PriceRatios.Row(row);
        for (var first = 0; first < Days;)
        {
            var (ratio, end) = (CleanHistory.PriceRatio(ratios, first), first + 1);
            while (end < Days && Math.Abs(CleanHistory.PriceRatio(ratios, end) - ratio) <= UsualPriceBand)
            {
                end++;
            }

            for (var stands = end - first >= UsualPriceDays; first < end; first++)
            {
                var isOther = Math.Abs(CleanHistory.PriceRatio(ratios, first) - 1) > UsualPriceBand;
                special[first] |= isOther && !stands;
            }
        }
    }

    private Span<T> Of<T>(T[] values, int row) => values.AsSpan(row * Days, Days);
}
