using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Aggregates;

/// <summary>Groups of products as products of their own: sums of sales, so that whoever forecasts products forecasts
/// groups.</summary>
public static class GroupInputs
{
    // Groupings of fewer groups have weeks and seasons of their own; those of more go by their products' categories.
    private const int FewGroups = 200;

    // An event that touches less of a group's sales is not one of the group.
    private const double MostlyTouched = 0.5;

    /// <summary>What would be known of groups, were each a product: one row per group, grouping after grouping.
    /// </summary>
    /// <param name="inputs">What is known of the products.</param>
    /// <param name="groupings">How they are put together.</param>
    /// <remarks>A day teaches as much of a group as its products' days do, weighed by what they sell. Groups have
    /// identifiers above those of all products, and categories above all others. O(products × days × groupings).
    /// </remarks>
    public static DemandInputs Of(DemandInputs inputs, IReadOnlyList<Grouping> groupings)
    {
        var count = groupings.Sum(grouping => grouping.Codes.Count);
        var group = new GroupSums(count, inputs.Days, inputs.PriceRatios.Columns);
        var units = Units(inputs);
        var (first, names) = (0, new List<string>());
        foreach (var grouping in groupings)
        {
            for (var row = 0; row < inputs.Count; row++)
            {
                group.Add(first + grouping.GroupOf[row], inputs, row, units[row]);
            }

            names.AddRange(grouping.Codes.Select(code => $"{grouping.Name}/{code}"));
            first += grouping.Codes.Count;
        }

        var products = Products(inputs, groupings, group, names, units);
        return inputs with
        {
            Products = new(products), Sales = group.Sales(), InStock = group.InStock(),
            Views = Views(count, inputs.Days), PriceRatios = group.PriceRatios(), Attributes = new([]),
            Events = Events(inputs, groupings, products, units),
        };
    }

    /// <summary>Products and groups in one: those first.</summary>
    public static DemandInputs Join(DemandInputs products, DemandInputs groups) => products with
    {
        Products = new([.. products.Products.Rows, .. groups.Products.Rows]),
        Sales = Join(products.Sales, groups.Sales),
        InStock = Join(products.InStock, groups.InStock),
        Views = Join(products.Views, groups.Views),
        PriceRatios = Join(products.PriceRatios, groups.PriceRatios),
        Events = new([.. products.Events.Rows, .. groups.Events.Rows.ToArray().Where(one => one.Product.Value != 0)]),
    };

    private static double[] Units(DemandInputs inputs) => [.. Enumerable.Range(0, inputs.Count).Select(row =>
    {
        var sum = 0.0;
        foreach (var units in inputs.Sales.Row(row))
        {
            sum += units > 0 && float.IsFinite(units) ? units : 0;
        }

        return sum + 1e-3;
    })];

    private static ProductFacts[] Products(
        DemandInputs inputs, IReadOnlyList<Grouping> groupings, GroupSums group, List<string> names, double[] units)
    {
        var facts = inputs.Products.Rows.ToArray();
        var (lastProduct, lastCategory) = (facts.Max(one => one.Product.Value), facts.Max(one => one.Category.Value));
        var products = new ProductFacts[names.Count];
        var (first, categories) = (0, new Dictionary<(int Grouping, int Kind), int>());
        for (var i = 0; i < groupings.Count; i++)
        {
            var main = MainCategories(groupings[i], facts, units);
            for (var at = 0; at < groupings[i].Codes.Count; at++)
            {
                var kind = (i, groupings[i].Codes.Count <= FewGroups ? at : main[at]);
                if (!categories.TryGetValue(kind, out var category))
                {
                    categories.Add(kind, category = lastCategory + categories.Count + 1);
                }

                var (launch, end, price) = group.Facts(first + at);
                products[first + at] = new(new(lastProduct + first + at + 1), KeyedRandom.KeyOf(names[first + at]),
                    new(category), launch, end, price);
            }

            first += groupings[i].Codes.Count;
        }

        return products;
    }

    // The category that sells most of each group.
    private static int[] MainCategories(Grouping grouping, ProductFacts[] facts, double[] units)
    {
        var sums = new Dictionary<(int Group, int Category), double>();
        for (var row = 0; row < facts.Length; row++)
        {
            var key = (grouping.GroupOf[row], facts[row].Category.Value);
            sums[key] = sums.GetValueOrDefault(key) + units[row];
        }

        var main = new int[grouping.Codes.Count];
        foreach (var group in sums.GroupBy(pair => pair.Key.Group))
        {
            main[group.Key] = group.MaxBy(pair => (pair.Value, -pair.Key.Category)).Key.Category;
        }

        return main;
    }

    private static Table<PlannedEvent> Events(
        DemandInputs inputs, IReadOnlyList<Grouping> groupings, ProductFacts[] groups, double[] units)
    {
        var facts = inputs.Products.Rows.ToArray();
        var byCategory = Enumerable.Range(0, facts.Length).ToLookup(row => facts[row].Category.Value);
        var byProduct = Enumerable.Range(0, facts.Length).ToLookup(row => facts[row].Product.Value);
        var events = new List<PlannedEvent>();
        var parts = new List<PlannedEvent>();
        foreach (var planned in inputs.Events.Rows)
        {
            (planned.Product.Value == 0 && planned.Category.Value == 0 ? events : parts).Add(planned);
        }

        var first = 0;
        foreach (var grouping in groupings)
        {
            var whole = new double[grouping.Codes.Count];
            for (var row = 0; row < facts.Length; row++)
            {
                whole[grouping.GroupOf[row]] += units[row];
            }

            foreach (var happening in parts.GroupBy(one => (one.Event, one.FirstDay, one.LastDay, one.Kind)))
            {
                var touched = new Dictionary<int, double>();
                foreach (var row in happening.SelectMany(RowsOf).Distinct())
                {
                    touched[grouping.GroupOf[row]] = touched.GetValueOrDefault(grouping.GroupOf[row]) + units[row];
                }

                events.AddRange(touched.Where(pair => pair.Value > MostlyTouched * whole[pair.Key])
                    .OrderBy(pair => pair.Key).Select(pair => happening.First() with
                    {
                        Category = default, Product = groups[first + pair.Key].Product,
                    }));
            }

            first += grouping.Codes.Count;
        }

        return new([.. events]);

        IEnumerable<int> RowsOf(PlannedEvent planned) => planned.Product.Value != 0
            ? byProduct[planned.Product.Value] : byCategory[planned.Category.Value];
    }

    private static Matrix Views(int count, int days)
    {
        var values = new float[Cells.Of(count, days, "views by group and day")];
        Array.Fill(values, -1);
        return new(days, values);
    }

    private static Matrix Join(Matrix first, Matrix second)
    {
        var values = new float[Cells.Of((long)first.Count + second.Count, first.Columns, "products, groups and days")];
        for (var row = 0; row < first.Count + second.Count; row++)
        {
            (row < first.Count ? first.Row(row) : second.Row(row - first.Count))
                .CopyTo(values.AsSpan(row * first.Columns));
        }

        return new(first.Columns, values);
    }
}
