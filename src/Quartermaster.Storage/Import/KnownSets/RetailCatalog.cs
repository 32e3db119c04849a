using Quartermaster.Domain;
using Quartermaster.Numerics;
using Quartermaster.Storage.Workspaces;
using static Quartermaster.Storage.Import.KnownSets.RetailAssumptions;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>The products that were sold: name and category from their descriptions, size by assumption.</summary>
internal static class RetailCatalog
{
    internal static IReadOnlyList<RetailProduct> Of(
        RetailLines data, TableChange change, RetailPrices prices, ulong seed)
    {
        var names = Names(data);
        var weeks = new Dictionary<(int Product, int Week), int>();
        var seen = new SortedDictionary<string, (int Index, int First, int Last, long Units)>(StringComparer.Ordinal);
        foreach (var line in data.Lines.Where(line => line.Kind == LineKind.Sale))
        {
            var (code, day) = (data.Products[line.Product], line.LocalMinute / 1_440);
            var known = seen.GetValueOrDefault(code, (line.Product, day, day, 0L));
            seen[code] = known with { Item3 = day, Item4 = known.Item4 + line.Units };
            var week = (line.Product, day / 7);
            weeks[week] = weeks.GetValueOrDefault(week) + line.Units;
        }

        var peaks = weeks.GroupBy(pair => pair.Key.Product).ToDictionary(group => group.Key, Usual);
        var found = seen.Select(pair => new RetailProduct(change.Find<ProductId>(pair.Key), pair.Key,
            names[pair.Value.Index], prices.UsualOf(pair.Value.Index), pair.Value.First, pair.Value.Last,
            pair.Value.Units, peaks[pair.Value.Index])).ToArray();
        var categories = RetailCategories.Of([.. found.Select(product => product.Name)]);
        return [.. found.Select((product, i) => product with
        {
            Category = categories[i],
            VolumeCubicCentimeters = Volume(product, seed),
        })];
    }

    internal static int Grams(RetailProduct product, ulong seed) => Math.Max(1, (int)(product.VolumeCubicCentimeters
        * Between(seed, Draw.Density, product.Code, GramsPerCubicCentimeterLeast, GramsPerCubicCentimeterMost)));

    internal static int UnitsPerCase(RetailProduct product, ulong seed)
    {
        var cases = CasesAt(product.Pounds);
        return cases[(int)Between(seed, Draw.Case, product.Code, 0, cases.Length)];
    }

    /// <summary>A keyed draw, uniform between two numbers.</summary>
    internal static double Between(ulong seed, Draw draw, string code, double least, double most, ulong index = 0) =>
        least + ((most - least) * KeyedRandom.Uniform(seed, (ulong)draw, KeyedRandom.KeyOf(code), index));

    // A single giant order is no peak: the 95 % week is.
    private static int Usual(IEnumerable<KeyValuePair<(int Product, int Week), int>> weeks)
    {
        var sorted = weeks.Select(pair => pair.Value).Order().ToArray();
        return sorted[(int)(0.95 * (sorted.Length - 1))];
    }

    private static int Volume(RetailProduct product, ulong seed) => Math.Max(10, (int)(CubicCentimetersAtOnePound
        * Math.Pow(Math.Max(0.05, product.Pounds), VolumeExponent)
        * Math.Exp(VolumeSpread * KeyedRandom.Normal(seed, (ulong)Draw.Size, KeyedRandom.KeyOf(product.Code), 0))));

    private static Dictionary<int, string> Names(RetailLines data) => data.Lines
        .Where(line => line.Kind == LineKind.Sale)
        .CountBy(line => (line.Product, line.Description))
        .GroupBy(pair => pair.Key.Product)
        .ToDictionary(group => group.Key, group => data.Descriptions[group
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => data.Descriptions[pair.Key.Description], StringComparer.Ordinal).First().Key.Description]);
}
