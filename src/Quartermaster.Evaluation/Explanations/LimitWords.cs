using System.Globalization;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.PriceLoop;

namespace Quartermaster.Evaluation.Explanations;

/// <summary>Which limit is not kept, when, and by how much, as a planner would say it.</summary>
public static class LimitWords
{
    private const string OfCeilings =
        "Where limits cannot be kept no price brings them about; their prices end at what the product that gains most "
        + "would pay for a unit of the resource. Raise the limits in the capacity table, free room, or set a --budget, "
        + "so that less is bought.";

    private const string OfGoodsThere =
        "What is there and on its way passes these limits whatever is bought today. Raise them in the capacity table, "
        + "or free room.";

    /// <summary>What broken limits mean for prices, and what can be done.</summary>
    /// <param name="broken">The limits that are not kept; one or more.</param>
    public static string OfPrices(IReadOnlyList<LimitUse> broken) =>
        broken.Any(limit => limit.Overflow > 0) ? OfCeilings : OfGoodsThere;

    /// <summary>One sentence on a limit.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="catalog">What facilities are called.</param>
    public static string Of(LimitUse limit, CatalogVersion catalog)
    {
        var center = catalog.CodeOf(limit.Facility);
        var day = limit.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return limit.Resource == Resource.Storage
            ? $"{center} can fill {Cubic(limit.Limit)} m³ of its {Kind(limit.StorageClass)} room; on {day} goods there "
                + $"and on their way take {Cubic(limit.SpokenFor)} m³ and the plan adds {Cubic(limit.Placed)} m³: "
                + (limit.IsOfMargin ? "with a margin for goods that stay longer than expected, " : "")
                + $"{Cubic(limit.Beyond)} m³ too much."
            : $"{center} can receive {Whole(limit.Limit)} units a day; on {day} {Whole(limit.SpokenFor)} are due "
                + $"already and the plan adds {Whole(limit.Placed)}: {Whole(limit.Beyond)} too many.";
    }

    /// <summary>An amount as the sentences have it: of room in m³, of receiving in whole units.</summary>
    /// <param name="resource">What it is of.</param>
    /// <param name="amount">How much, 0 or more.</param>
    public static string Amount(Resource resource, double amount) =>
        resource == Resource.Storage ? Cubic(amount) : Whole(amount);

    private static string Kind(StorageClass storageClass) => storageClass.ToString().ToLowerInvariant();

    private static string Whole(double units) => Math.Ceiling(units).ToString("#,0", CultureInfo.InvariantCulture);

    private static string Cubic(double cubicMeters) =>
        cubicMeters.ToString(cubicMeters < 10 ? "0.###" : "#,0.#", CultureInfo.InvariantCulture);
}
