using System.Numerics;
using Quartermaster.Domain;

namespace Quartermaster.Operations.Gather;

/// <summary>What customers are expected to want on a usual day, by region and by who has it: what prices of hands and
/// of lane space are worked out from.</summary>
public sealed record StockedDemand
{
    /// <summary>Sets of centers with stock, a bit for each of the centers of the facts.</summary>
    public required Table<ulong> Stockings { get; init; }

    /// <summary>Units a day: set of centers × region.</summary>
    public required Matrix Units { get; init; }

    /// <summary>What a unit that nobody ships loses, currency; 0 or more.</summary>
    public required double LostPerUnit { get; init; }

    /// <summary>What one unit weighs, mean over demand, g.</summary>
    public required double Grams { get; init; }

    /// <summary>Its volume, cm³.</summary>
    public required double CubicCentimeters { get; init; }

    /// <summary>Adds demand up. O(products × regions).</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="outlook">What is believed.</param>
    /// <param name="mostStockings">The most sets of centers that products are told apart by; 1 or more.</param>
    public static StockedDemand Of(CompanyFacts facts, PlanningState state, Outlook outlook, int mostStockings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(outlook);
        var (stockings, of) = StockingsOf(facts, state, outlook, mostStockings);
        return new()
        {
            Stockings = new(stockings),
            Units = UnitsOf(facts, outlook, of, stockings.Length),
            LostPerUnit = LostOf(facts, outlook),
            Grams = MeanOf(facts, outlook, row => facts.Products.Rows[row].WeightGrams),
            CubicCentimeters = MeanOf(facts, outlook, row => facts.Products.Rows[row].VolumeCubicCentimeters),
        };
    }

    // The sets of centers that have stock of most demand, and for each product which of them is its own or the nearest;
    // −1 for a product that no center has.
    private static (ulong[] Stockings, int[] Of) StockingsOf(
        CompanyFacts facts, PlanningState state, Outlook outlook, int most)
    {
        var centers = facts.Centers.Length;
        var (sets, units) = (new ulong[facts.Products.Count], new Dictionary<ulong, double>());
        for (var row = 0; row < sets.Length; row++)
        {
            for (var center = 0; center < centers; center++)
            {
                sets[row] |= state.Available[(row * centers) + center] > 0 ? 1UL << center : 0;
            }

            units[sets[row]] = units.GetValueOrDefault(sets[row]) + outlook.MeanDailyUnits[row];
        }

        ulong[] kept = [.. units.Where(set => set.Key != 0 && set.Value > 0).OrderByDescending(set => set.Value)
            .ThenBy(set => set.Key).Take(most).Select(set => set.Key)];
        var placeOf = units.Keys.ToDictionary(set => set, set => set == 0 || kept.Length == 0 ? -1
            : Enumerable.Range(0, kept.Length).MinBy(place => BitOperations.PopCount(kept[place] ^ set)));
        return (kept, Array.ConvertAll(sets, set => placeOf[set]));
    }

    private static Matrix UnitsOf(CompanyFacts facts, Outlook outlook, int[] of, int stockings)
    {
        var regions = facts.Serve.RegionCount;
        var units = new float[stockings * regions];
        for (var row = 0; row < of.Length; row++)
        {
            var mean = (float)outlook.MeanDailyUnits[row];
            if (of[row] < 0 || !(mean > 0) || !float.IsFinite(mean))
            {
                continue;
            }

            var into = units.AsSpan(of[row] * regions, regions);
            var shares = facts.RegionShares.Row(row);
            for (var region = 0; region < into.Length; region++)
            {
                into[region] += mean * shares[region];
            }
        }

        return new(regions, units);
    }

    // One product whose numbers are none says nothing of the others.
    private static double LostOf(CompanyFacts facts, Outlook outlook) => Math.Max(0, MeanOf(facts, outlook,
        row => facts.Economics.Rows[row].ShortageCost + facts.Economics.Rows[row].FreightPerUnit));

    private static double MeanOf(CompanyFacts facts, Outlook outlook, Func<int, double> of)
    {
        var (sum, units) = (0.0, 0.0);
        for (var row = 0; row < facts.Products.Count; row++)
        {
            var value = of(row);
            if (double.IsFinite(value) && double.IsFinite(outlook.MeanDailyUnits[row]))
            {
                sum += outlook.MeanDailyUnits[row] * value;
                units += outlook.MeanDailyUnits[row];
            }
        }

        return units > 0 ? sum / units : 0;
    }
}
