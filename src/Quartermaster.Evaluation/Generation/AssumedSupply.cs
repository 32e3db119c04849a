using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Evaluation.Generation.Truth;

namespace Quartermaster.Evaluation.Generation;

/// <summary>What is assumed of vendors where no truth is known: used with real sales, and labelled so.</summary>
public sealed record SupplyAssumption
{
    /// <summary>Mean lead time as a multiple of the stated one.</summary>
    public double MeanOfStated { get; init; } = 1.05;

    /// <summary>Shape of the gamma distribution, 1 or more; 14 is a coefficient of variation of 0.27.</summary>
    public double Shape { get; init; } = 14;

    /// <summary>Share of lines that arrive short for good, 0 to 1.</summary>
    public double ShortShare { get; init; } = 0.05;

    /// <summary>Share of lines that arrive in two parts, 0 to 1.</summary>
    public double PartShare { get; init; } = 0.08;
}

/// <summary>Vendors by assumption: gamma lead times around the stated ones, some lines short or in parts.</summary>
/// <param name="assumption">What is assumed.</param>
/// <param name="catalog">The workspace's catalog, whose codes key the draws.</param>
/// <param name="seed">The seed of the replication.</param>
public sealed class AssumedSupply(SupplyAssumption assumption, CatalogVersion catalog, ulong seed) : ISupplySource
{
    /// <inheritdoc/>
    public int Deliver(in SupplyLine line, Span<Delivery> deliveries)
    {
        var vendor = new VendorFact
        {
            Code = "",
            Key = catalog.KeyOf(line.Vendor),
            StatedDays = line.StatedDays,
            MeanDays = line.StatedDays * assumption.MeanOfStated,
            Shape = Math.Max(1, assumption.Shape),
            ShortShare = assumption.ShortShare,
            PartShare = assumption.PartShare,
            DamageShare = 0,
            OrderWeekdays = 127,
            ReviewDays = 7,
            MinimumOrder = 0,
            PaymentDays = 30,
        };
        return SupplyDraw.Deliver(
            vendor, catalog.KeyOf(line.Product), catalog.KeyOf(line.ShipTo), line.Ordered, line.Units, seed,
            deliveries, line.Draw);
    }
}
