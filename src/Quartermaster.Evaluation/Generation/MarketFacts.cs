using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.Places;
using Quartermaster.Evaluation.Generation.Truth;

namespace Quartermaster.Evaluation.Generation;

/// <summary>Writes what holds for all products: planned events, rates, and the truth of categories.</summary>
internal static class MarketFacts
{
    /// <summary>Holidays and promotions, known to the end of the future.</summary>
    internal static void WriteEvents(ITableWriter tables, SampleRetail sample, CategoryYears years)
    {
        var last = sample.FirstDay.AddDays(sample.AllDays - 1);
        var occasions = Occasion.Between(sample.FirstDay, last).ToArray();
        var promotions = Category.All.SelectMany((category, i) =>
            years.Promotions[i].Select(promotion => (category, promotion))).ToArray();
        tables.AddCodes<EventId>(
            occasions.Select(occasion => occasion.Code).Concat(promotions.Select(pair => pair.promotion.Code)));
        tables.AddCodes<EventNameId>(
            [.. occasions.Select(occasion => occasion.Name).Concat(promotions.Select(NameOf)).Distinct()]);
        tables.Append<PlannedEvent>([.. occasions
            .Select(occasion => new PlannedEvent(
                tables.Find<EventId>(occasion.Code), default, default, EventKind.Holiday,
                tables.Find<EventNameId>(occasion.Name), occasion.FirstDay, occasion.LastDay, occasion.Strength))
            .Concat(promotions.Select(pair => new PlannedEvent(
                tables.Find<EventId>(pair.promotion.Code), tables.Find<CategoryId>(pair.category.Code), default,
                EventKind.Promotion, tables.Find<EventNameId>(NameOf(pair)),
                sample.FirstDay.AddDays(pair.promotion.FirstDay), sample.FirstDay.AddDays(pair.promotion.LastDay), 0)))
            .OrderBy(row => row.Event.Value)]);

        static string NameOf((Category Category, Promotion Promotion) pair) =>
            $"{pair.Category.Name}: {pair.Promotion.Discount:0%} off half of it";
    }

    /// <summary>What it costs to hold, handle and fail. Capital 20 % a year; storage at $1.30 per m³ and day ($1.1 a
    /// cubic foot and month: what marketplaces charge over a year with its peak); goodwill 4 % of the usual
    /// price; a purchase order line $2 (some five minutes of a receiver, with the paper).</summary>
    internal static void WriteRates(ITableWriter tables)
    {
        var rows = Category.All.Select(category => RateOf(
            tables.Find<CategoryId>(category.Code), category.Price, category.SalvagePercent));
        tables.Append<Rate>([.. rows.Prepend(RateOf(default, 25, 50)).OrderBy(rate => rate.Category.Value)]);
    }

    /// <summary>The settings and the categories' true parameters.</summary>
    internal static void WriteTruth(ITableWriter tables, ITruthWriter truth, SampleRetail sample)
    {
        truth.Append<TrueSample>([TrueSample.Of(sample)]);
        truth.Append<TrueCategory>(Array.ConvertAll(Category.All, category => new TrueCategory(
            tables.Find<CategoryId>(category.Code), category.Elasticity, category.SeasonSwing, category.SeasonTop,
            category.GiftRise, category.Weekend)));
    }

    private static Rate RateOf(CategoryId category, double price, double salvagePercent) => new(
        category, 20, Money.Of(1.30m), Money.Of(0.25m), Money.Of(0.55m), Money.Of(0.85m),
        Money.Of((decimal)Math.Round(0.04 * price, 2)), salvagePercent, Money.Of(2m));
}
