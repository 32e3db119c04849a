using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>Which part of each product's demand comes from which region.</summary>
/// <remarks>Shares split one path of the product, so that regions add up to the product by construction; a region's own
/// quantiles are computed on demand and never stored.</remarks>
public sealed record RegionShares
{
    private const ulong SplitStream = 0x55;

    /// <summary>Share of demand, product × region; each row adds up to 1.</summary>
    public required Matrix Shares { get; init; }

    /// <summary>The number of products.</summary>
    public int Count => Shares.Count;

    /// <summary>The number of regions.</summary>
    public int Regions => Shares.Columns;

    /// <summary>Learns shares: a product's own history, drawn to its category where it is short.</summary>
    /// <param name="products">Each product's category, in the rows' order.</param>
    /// <param name="units">Units sold in the past, product × region; not finite or negative counts as none.</param>
    /// <param name="priorUnits">How many units of a product's own history weigh as much as its category's pattern; the
    /// category's is drawn to that of all products alike.</param>
    /// <param name="before">Share of each region before anything was sold, adding up to 1; null for all alike.</param>
    /// <remarks>The posterior mean of a Dirichlet prior with multinomial counts, twice: all → category → product
    /// (Gelman
    /// et al., Bayesian Data Analysis, 2013, section 3.4). O(products × regions).</remarks>
    public static RegionShares Learn(
        Table<ProductFacts> products, Matrix units, double priorUnits = 50, double[]? before = null)
    {
        var regions = units.Columns;
        var categories = products.Count == 0 ? 0 : Categories(products.Rows) + 1;
        var (all, byCategory) = (new double[regions], new double[categories * regions]);
        for (var row = 0; row < units.Count; row++)
        {
            var category = byCategory.AsSpan(products.Rows[row].Category.Value * regions, regions);
            for (var region = 0; region < regions; region++)
            {
                category[region] += Clean(units.Row(row)[region]);
                all[region] += Clean(units.Row(row)[region]);
            }
        }

        // One unit everywhere, so that no region is ruled out.
        Shrink(all, before ?? [.. Enumerable.Repeat(1.0 / Math.Max(1, regions), regions)], regions);
        for (var category = 0; category < categories; category++)
        {
            Shrink(byCategory.AsSpan(category * regions, regions), all, priorUnits);
        }

        return new() { Shares = ByProduct(products.Rows, units, byCategory, priorUnits) };
    }

    /// <summary>The shares of one product.</summary>
    public ReadOnlySpan<float> Of(int row) => Shares.Row(row);

    /// <summary>Splits a product's units of one day among its regions: a multinomial draw, the same for the same keys.
    /// </summary>
    /// <param name="row">The product's row.</param>
    /// <param name="units">Units of the product on the day, 0 or more: all of them are given to regions.</param>
    /// <param name="draw">The seed, the product's key, the path and the day.</param>
    /// <param name="unitsByRegion">Filled with units, one per region.</param>
    /// <remarks>Halves the regions again and again and draws how many units fall on the left: O(units × log regions).
    /// </remarks>
    public void Split(int row, int units, SplitKey draw, Span<int> unitsByRegion)
    {
        var shares = Of(row);
        Span<double> cumulative = shares.Length <= 512 ? stackalloc double[shares.Length + 1]
            : new double[shares.Length + 1];
        Accumulate(shares, cumulative);
        unitsByRegion.Clear();
        if (shares.Length > 0)
        {
            Halve(cumulative, 0, shares.Length, units, draw, unitsByRegion);
        }
    }

    /// <summary>What <see cref="Split"/> gives one region, without the others.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="units">Units of the product, 0 or more.</param>
    /// <param name="draw">The seed, the product's key, the path and the day.</param>
    /// <param name="region">The region's column.</param>
    /// <remarks>Halves the regions towards the one that is asked for: a draw for each of log₂ regions.</remarks>
    public int Part(int row, int units, SplitKey draw, int region)
    {
        var shares = Of(row);
        var (from, to) = (0, Regions);
        Span<double> cumulative = shares.Length <= 512 ? stackalloc double[shares.Length + 1]
            : new double[shares.Length + 1];
        Accumulate(shares, cumulative);
        while (units > 0 && to - from > 1)
        {
            var (middle, left) = Left(cumulative, from, to, units, draw);
            (from, to, units) = region < middle ? (from, middle, left) : (middle, to, units - left);
        }

        return units;
    }

    /// <summary>The quantiles of one region's demand for a product in one day or week.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="region">The region's column.</param>
    /// <param name="mean">Expected units of the product.</param>
    /// <param name="variance">Variance of the product's units.</param>
    /// <param name="quantiles">Filled, one per level of <see cref="DemandForecast.Levels"/>, in units.</param>
    /// <remarks>A share s of units that each fall by chance: mean sμ, variance s²σ² + s(1 − s)μ; a negative binomial of
    /// these moments.</remarks>
    public void RegionQuantiles(int row, int region, double mean, double variance, Span<float> quantiles)
    {
        double share = Of(row)[region];
        var regionMean = share * mean;
        var regionVariance = (share * share * variance) + (share * (1 - share) * mean);
        var dispersion = regionMean > 0 ? Math.Max(0, (regionVariance - regionMean) / (regionMean * regionMean)) : 0;
        NegativeBinomial.Quantiles(regionMean, dispersion, DemandForecast.Levels, quantiles);
    }

    private static void Halve(
        ReadOnlySpan<double> cumulative, int from, int to, int units, SplitKey draw, Span<int> unitsByRegion)
    {
        if (units == 0 || to - from == 1)
        {
            unitsByRegion[from] += units;
            return;
        }

        var (middle, left) = Left(cumulative, from, to, units, draw);
        Halve(cumulative, from, middle, left, draw, unitsByRegion);
        Halve(cumulative, middle, to, units - left, draw, unitsByRegion);
    }

    // Where regions are halved, and how many units fall on the left.
    private static (int Middle, int Left) Left(
        ReadOnlySpan<double> cumulative, int from, int to, int units, SplitKey draw)
    {
        var middle = (from + to) / 2;
        var whole = cumulative[to] - cumulative[from];
        var chance = whole > 0 ? (cumulative[middle] - cumulative[from]) / whole : 0.5;
        var index = ((ulong)(uint)draw.Path << 40) | ((ulong)(uint)draw.Day << 24) | (uint)middle;
        return (middle,
            Binomial.Quantile(units, chance, KeyedRandom.Uniform(draw.Seed, SplitStream, draw.Key, index)));
    }

    private static void Accumulate(ReadOnlySpan<float> shares, Span<double> cumulative)
    {
        cumulative[0] = 0;
        for (var region = 0; region < shares.Length; region++)
        {
            cumulative[region + 1] = cumulative[region] + shares[region];
        }
    }

    private static Matrix ByProduct(
        ReadOnlySpan<ProductFacts> products, Matrix units, double[] byCategory, double priorUnits)
    {
        var regions = units.Columns;
        var shares = new float[Cells.Of(units.Count, regions, "shares by product and region")];
        var own = new double[regions];
        for (var row = 0; row < units.Count; row++)
        {
            for (var region = 0; region < regions; region++)
            {
                own[region] = Clean(units.Row(row)[region]);
            }

            Shrink(own, byCategory.AsSpan(products[row].Category.Value * regions, regions), priorUnits);
            for (var region = 0; region < regions; region++)
            {
                shares[(row * regions) + region] = (float)own[region];
            }
        }

        return new(regions, shares);
    }

    // From counts to shares, drawn to a prior's.
    private static void Shrink(Span<double> counts, ReadOnlySpan<double> prior, double priorUnits)
    {
        var weight = Math.Max(1e-6, priorUnits);
        var total = weight;
        foreach (var count in counts)
        {
            total += count;
        }

        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = (counts[i] + (weight * prior[i])) / total;
        }
    }

    private static int Categories(ReadOnlySpan<ProductFacts> products)
    {
        var most = 0;
        foreach (var product in products)
        {
            most = Math.Max(most, product.Category.Value);
        }

        return most;
    }

    private static double Clean(float units) => float.IsFinite(units) && units > 0 ? units : 0;
}

/// <summary>What makes the split of one product's day its own.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Key">The hash of the product's code.</param>
/// <param name="Path">Which future.</param>
/// <param name="Day">Which day.</param>
public readonly record struct SplitKey(ulong Seed, ulong Key, int Path, int Day);
