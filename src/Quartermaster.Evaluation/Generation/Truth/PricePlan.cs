using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>A product's prices over history and future, as spans of days that follow one another.</summary>
internal sealed class PricePlan
{
    private const int MarkdownDays = 42;

    private readonly int[] _from;
    private readonly PriceSpan[] _spans;

    private PricePlan(List<PriceSpan> spans)
    {
        _spans = [.. spans];
        _from = Array.ConvertAll(_spans, span => span.FromDay);
    }

    /// <summary>The spans, by first day.</summary>
    internal ReadOnlySpan<PriceSpan> Spans => _spans;

    /// <summary>The price that holds on a day.</summary>
    internal PriceSpan On(int day)
    {
        var at = Array.BinarySearch(_from, day);
        return _spans[Math.Max(0, at >= 0 ? at : ~at - 1)];
    }

    /// <summary>The plan of a product: its list price, which changes about once a year, its category's promotions, and
    /// a markdown before it ends.</summary>
    internal static PricePlan Of(ProductFact product, Promotion[] promotions, SampleRetail sample)
    {
        var (spans, day) = (new List<PriceSpan>(), Math.Clamp(product.LaunchDay, 0, sample.AllDays - 1));
        var last = Math.Min(sample.AllDays - 1, Math.Max(day, product.EndDay));
        var markdown = product.EndDay == int.MaxValue ? int.MaxValue : Math.Max(day + 1, last - MarkdownDays + 1);
        foreach (var promotion in promotions)
        {
            if (promotion.FirstDay > day && promotion.LastDay < Math.Min(last, markdown)
                && promotion.Includes(product.Key, sample.Seed))
            {
                AddList(spans, product, sample, day, promotion.FirstDay - 1);
                var list = ListPrice(product, sample, promotion.FirstDay);
                spans.Add(Span(product, promotion.FirstDay, promotion.LastDay,
                    Cents(list * (decimal)(1 - promotion.Discount)), PriceKind.Promotion, promotion.Display));
                day = promotion.LastDay + 1;
            }
        }

        AddList(spans, product, sample, day, Math.Min(last, markdown - 1));
        if (markdown <= last)
        {
            var price = Cents(ListPrice(product, sample, markdown) * 0.75m);
            spans.Add(Span(product, markdown, last, price, PriceKind.Markdown, 1));
        }

        return new(spans);
    }

    private static void AddList(List<PriceSpan> spans, ProductFact product, SampleRetail sample, int first, int last)
    {
        while (first <= last)
        {
            var price = ListPrice(product, sample, first);
            var end = first;
            while (end < last && ListPrice(product, sample, end + 1) == price)
            {
                end++;
            }

            spans.Add(Span(product, first, end, price, PriceKind.List, 1));
            first = end + 1;
        }
    }

    // One change in every second year of 400 days, at a day of the product's own.
    private static decimal ListPrice(ProductFact product, SampleRetail sample, int day)
    {
        var price = product.Price;
        for (var year = 0; year * 400 <= day; year++)
        {
            var when = KeyedRandom.Uniform(sample.Seed, Streams.Product, product.Key, 100 + (ulong)(2 * year));
            var step = KeyedRandom.Uniform(sample.Seed, Streams.Product, product.Key, 101 + (ulong)(2 * year));
            var changes = step < 0.5 && day >= (year * 400) + (int)(when * 400);
            price *= changes ? 1 + (decimal)Math.Round((step * 0.2) - 0.04, 2) : 1;
        }

        return Cents(price);
    }

    private static PriceSpan Span(
        ProductFact product, int from, int to, decimal price, PriceKind kind, double display) => new(
            from, to, (long)(price * 1_000_000m), kind,
            (float)(Math.Pow((double)(price / product.Price), -product.Elasticity) * display));

    private static decimal Cents(decimal price) => Math.Max(0.5m, Math.Round(price, 2));
}

/// <summary>One price for some days.</summary>
/// <param name="FromDay">First day, from the first day of history.</param>
/// <param name="ToDay">Last day.</param>
/// <param name="Micros">Price of one unit, millionths of $.</param>
/// <param name="Kind">List, promotion or markdown.</param>
/// <param name="Factor">Demand as a multiple of that at the usual price.</param>
internal readonly record struct PriceSpan(int FromDay, int ToDay, long Micros, PriceKind Kind, float Factor);
