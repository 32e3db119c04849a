using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>A hundred products with their vendors, baskets and substitutes: all that depends on one another.</summary>
/// <remarks>Clusters of ten: the first six of one category, the rest of another that is bought with it.</remarks>
internal sealed class Aisle
{
    private const int ClusterSize = 10;
    private const int FirstOfCluster = 6;

    internal Aisle(int index, SampleRetail sample, CategoryYears years)
    {
        Index = index;
        Products = new ProductFact[SampleRetail.ProductsPerAisle];
        for (var i = 0; i < Products.Length; i++)
        {
            var number = (index * SampleRetail.ProductsPerAisle) + i;
            Products[i] = ProductDraw.Of(number, CategoryOf(number, sample.Seed), sample);
        }

        Prices = Array.ConvertAll(Products, product => PricePlan.Of(
            product, years.Promotions[product.CategoryIndex], sample));
        Companions = [.. Enumerable.Range(0, Products.Length).Select(i => CompanionsOf(i, sample.Seed))];
        Substitutes = [.. Enumerable.Range(0, Products.Length).Select(i => SubstitutesOf(i, sample.Seed))];
        Vendors = [.. Enumerable.Range(0, VendorFact.PerAisle)
            .Select(i => VendorFact.Of((index * VendorFact.PerAisle) + i, sample.Seed))];
        Offers = Array.ConvertAll(Products, product => OfferFact.Of(product, sample.Seed));
    }

    /// <summary>Which aisle, from 0.</summary>
    internal int Index { get; }

    internal ProductFact[] Products { get; }

    internal PricePlan[] Prices { get; }

    /// <summary>What goes into the basket with each product.</summary>
    internal Companion[][] Companions { get; }

    /// <summary>What customers take instead of each product.</summary>
    internal Companion[][] Substitutes { get; }

    internal VendorFact[] Vendors { get; }

    internal OfferFact[][] Offers { get; }

    /// <summary>The category of a product: by the place in its cluster.</summary>
    private static int CategoryOf(int number, ulong seed)
    {
        var cluster = (ulong)(number / ClusterSize);
        var first = (int)(KeyedRandom.Uniform(seed, Streams.Cluster, cluster, 0) * Category.All.Length);
        var step = 1 + (int)(KeyedRandom.Uniform(seed, Streams.Cluster, cluster, 1) * (Category.All.Length - 1));
        return number % ClusterSize < FirstOfCluster ? first : (first + step) % Category.All.Length;
    }

    private Companion[] CompanionsOf(int product, ulong seed)
    {
        var companions = new List<Companion>();
        foreach (var other in Others(product))
        {
            var (low, high) = (Products[Math.Min(product, other)], Products[Math.Max(product, other)]);
            var draw = KeyedRandom.Uniform(seed, Streams.Pair, low.Key, high.Key);
            var isLinked = draw < (low.CategoryIndex == high.CategoryIndex ? 0.15 : 0.6);
            if (isLinked)
            {
                companions.Add(new(
                    other, (float)(0.25 + (0.65 * KeyedRandom.Uniform(seed, Streams.Pair, high.Key, low.Key)))));
            }
        }

        return [.. companions];
    }

    private Companion[] SubstitutesOf(int product, ulong seed)
    {
        var alike = Others(product)
            .Where(other => Products[other].CategoryIndex == Products[product].CategoryIndex)
            .OrderBy(other => KeyedRandom.Uniform(seed, Streams.Pair, Products[product].Key, (ulong)other))
            .Take(2).ToArray();
        var strength = KeyedRandom.Uniform(seed, Streams.Pair, Products[product].Key, 1_000);
        return alike.Length == 0 || strength < 0.25
            ? []
            : [.. alike.Select((other, i) => new Companion(other, (float)(i == 0 ? 0.4 : 0.2) * (float)strength))
                .OrderBy(link => link.Product)];
    }

    private static IEnumerable<int> Others(int product) =>
        Enumerable.Range(product / ClusterSize * ClusterSize, ClusterSize).Where(other => other != product);
}

/// <summary>Another product of the aisle, and how often it goes along or stands in.</summary>
/// <param name="Product">Place in the aisle.</param>
/// <param name="Share">0 to 1.</param>
internal readonly record struct Companion(int Product, float Share);
