using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>Draws a product from its code alone: adding products changes nobody else.</summary>
internal static class ProductDraw
{
    private static readonly string[] s_colors =
        ["black", "blue", "brown", "gray", "green", "orange", "red", "silver", "white", "yellow"];

    private static readonly string[] s_bands = ["budget", "middle", "premium"];

    /// <summary>Colors that any product may have.</summary>
    internal static IEnumerable<string> Colors => s_colors;

    /// <summary>Price bands.</summary>
    internal static IEnumerable<string> Bands => s_bands;

    /// <summary>Brands of all categories.</summary>
    internal static IEnumerable<string> Brands =>
        Category.All.SelectMany(category => Enumerable.Range(0, 6).Select(i => BrandOf(category, i)));

    /// <summary>The code of a product.</summary>
    /// <param name="index">From 0.</param>
    internal static string CodeOf(int index) => $"P{index + 1:0000000}";

    /// <summary>A product of a category.</summary>
    internal static ProductFact Of(int index, int categoryIndex, SampleRetail sample)
    {
        var (code, category) = (CodeOf(index), Category.All[categoryIndex]);
        var key = KeyedRandom.KeyOf(code);
        double Uniform(ulong what) => KeyedRandom.Uniform(sample.Seed, Streams.Product, key, what);
        double Bell(ulong what) => KeyedRandom.Normal(sample.Seed, Streams.Product, key, what);

        var brand = BrandOf(category, (int)(Uniform(1) * 6));
        var color = s_colors[(int)(Uniform(2) * s_colors.Length)];
        var priceLog = category.PriceSpread * Bell(3);
        var band = priceLog < -0.5 * category.PriceSpread ? 0 : priceLog < 0.6 * category.PriceSpread ? 1 : 2;
        var isLumpy = Uniform(4) < 0.22;
        var level = Level(sample.Seed, category, brand, color, band, Bell(5)) * (isLumpy ? 0.2 : 1);
        var price = Shelf(category.Price * Math.Exp(priceLog));
        var margin = Math.Clamp(category.Margin + (0.05 * Bell(6)), 0.12, 0.6);
        var liters = category.VolumeLiters * Math.Exp((0.5 * Bell(7)) + (0.3 * priceLog));
        var (launch, end) = Life(sample, Uniform(8), Uniform(9), Uniform(10));
        return new()
        {
            Code = code,
            Key = key,
            CategoryIndex = categoryIndex,
            Level = level,
            Shape = 0.8 + (5 * Uniform(11)),
            MoreUnits = isLumpy ? 0.35 + (0.25 * Uniform(12)) : 0.05 + (0.15 * Uniform(12)),
            Elasticity = category.Elasticity * Math.Exp(0.2 * Bell(13)),
            Trend = 0.12 * Bell(14),
            Price = price,
            Cost = Math.Max(0.2m, Math.Round(price * (decimal)(1 - margin), 2)),
            VolumeCubicCentimeters = (int)Math.Clamp(liters * 1000, 20, 400_000),
            WeightGrams = (int)Math.Clamp(category.WeightGrams * Math.Exp(0.45 * Bell(15)), 15, 60_000),
            UnitsPerCase = CaseOf(level, (double)price, Uniform(16)),
            LaunchDay = launch,
            EndDay = end,
            Brand = brand,
            Color = color,
            Band = s_bands[band],
            SellerShare = Uniform(17) < 0.06 ? 0.1 + (0.15 * Uniform(18)) : 0,
            Seller = 1 + (int)(Uniform(19) * 12),
        };
    }

    // What customers see (brand, color, price band) tells part of the level: so that a cold start can learn.
    private static double Level(
        ulong seed, Category category, string brand, string color, int band, double own)
    {
        double Effect(string what, double spread) =>
            spread * KeyedRandom.Normal(seed, Streams.Attribute, category.Key, KeyedRandom.KeyOf(what));
        var log = -1.2 + Effect("category", 0.3) + Effect(brand, 0.45) + Effect(color, 0.25)
            + (0.35 * (1 - band)) + (0.95 * own);
        return Math.Clamp(Math.Exp(log), 0.004, 30);
    }

    private static (int Launch, int End) Life(SampleRetail sample, double kind, double when, double where)
    {
        var (launch, end) = (-400, int.MaxValue);
        if (kind < 0.16)
        {
            launch = (int)(when * sample.Days);
        }
        else if (kind < 0.19)
        {
            launch = sample.Days + 7 + (int)(when * 170);
        }
        else if (kind < 0.24)
        {
            end = (int)(sample.Days * (0.35 + (0.6 * where)));
        }
        else if (kind < 0.27)
        {
            end = sample.Days + 14 + (int)(where * 168);
        }

        return (launch, end);
    }

    // Vendors pack what sells slowly, or costs much, in small cases.
    private static int CaseOf(double level, double price, double uniform)
    {
        ReadOnlySpan<int> sizes = [1, 2, 4, 6, 12, 24];
        var most = Math.Min(25 * level, 240 / price);
        var size = 1;
        for (var i = 0; i < sizes.Length && sizes[i] <= most * (0.6 + uniform); i++)
        {
            size = sizes[i];
        }

        return size;
    }

    // Prices end in .49 or .99.
    private static decimal Shelf(double price) =>
        Math.Max(1.49m, (decimal)((Math.Round(price * 2) / 2) - 0.01));

    private static string BrandOf(Category category, int number) => $"{category.Code}-brand-{(char)('a' + number)}";
}
