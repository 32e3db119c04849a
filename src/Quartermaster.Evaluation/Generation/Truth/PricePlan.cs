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
        var prices = ListPrices(product, sample);
        var last = Math.Min(sample.AllDays - 1, Math.Max(day, product.EndDay));
        var markdown = product.EndDay == int.MaxValue ? int.MaxValue : Math.Max(day + 1, last - MarkdownDays + 1);
        foreach (var promotion in promotions)
        {
            if (promotion.FirstDay > day && promotion.LastDay < Math.Min(last, markdown)
                && promotion.Includes(product.Key, sample.Seed))
            {
                AddList(spans, product, prices, day, promotion.FirstDay - 1);
                spans.Add(Span(product, promotion.FirstDay, promotion.LastDay,
                    Cents(PriceAt(prices, promotion.FirstDay) * (decimal)(1 - promotion.Discount)),
                    PriceKind.Promotion, promotion.Display));
                day = promotion.LastDay + 1;
            }
        }

        AddList(spans, product, prices, day, Math.Min(last, markdown - 1));
        if (markdown <= last)
        {
            var price = Cents(PriceAt(prices, markdown) * 0.75m);
            spans.Add(Span(product, markdown, last, price, PriceKind.Markdown, 1));
        }

        return new(spans);
    }

    private static void AddList(
        List<PriceSpan> spans, ProductFact product, List<(int Day, decimal Price)> list, int first, int last)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var from = Math.Max(first, list[i].Day);
            var to = Math.Min(last, i + 1 < list.Count ? list[i + 1].Day - 1 : int.MaxValue);
            if (from <= to)
            {
                spans.Add(Span(product, from, to, list[i].Price, PriceKind.List, 1));
            }
        }
    }

    // One change in every second stretch of 400 days, at a day of the product's own.
    private static List<(int Day, decimal Price)> ListPrices(ProductFact product, SampleRetail sample)
    {
        var list = new List<(int Day, decimal Price)> { (int.MinValue, Cents(product.Price)) };
        for (var stretch = 0; stretch * 400 < sample.AllDays; stretch++)
        {
            var index = 100 + (ulong)(2 * stretch);
            var when = KeyedRandom.Uniform(sample.Seed, Streams.Product, product.Key, index);
            var step = KeyedRandom.Uniform(sample.Seed, Streams.Product, product.Key, index + 1);
            if (step < 0.5)
            {
                var change = 1 + (decimal)Math.Round((step * 0.2) - 0.04, 2);
                list.Add(((stretch * 400) + (int)(when * 400), Cents(list[^1].Price * change)));
            }
        }

        return list;
    }

    private static decimal PriceAt(List<(int Day, decimal Price)> list, int day) =>
        list.FindLast(change => change.Day <= day).Price;

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
