using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Evaluation.Generation.Truth;

namespace Quartermaster.Evaluation.Generation;

/// <summary>The hidden truth of a sample's vendors.</summary>
public sealed class GeneratedSupply : ISupplySource
{
    private readonly CatalogVersion _catalog;
    private readonly Dictionary<int, VendorFact> _vendors = [];
    private readonly Seeds _seeds;
    private readonly DateOnly _firstDay;

    /// <summary>The vendors of a sample, with the numbers of a workspace that was made from it.</summary>
    /// <param name="sample">The sample's settings.</param>
    /// <param name="catalog">The workspace's catalog.</param>
    /// <param name="replication">0 for the sample's own future; any other number is another future.</param>
    public GeneratedSupply(SampleRetail sample, CatalogVersion catalog, ulong replication)
    {
        (_catalog, _firstDay) = (catalog, sample.FirstDay);
        _seeds = new(sample.Seed, sample.Days, replication);
        for (var i = 0; i < sample.AisleCount * VendorFact.PerAisle; i++)
        {
            _vendors[catalog.Find<VendorId>(VendorFact.CodeOf(i)).Value] = VendorFact.Of(i, sample.Seed);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A vendor that the sample does not know delivers all units on the stated day. One that states other days
    /// than in the sample, in a what-if, takes longer or shorter in proportion.</remarks>
    public int Deliver(in SupplyLine line, Span<Delivery> deliveries)
    {
        if (!_vendors.TryGetValue(line.Vendor.Value, out var vendor))
        {
            deliveries[0] = new(line.Ordered.AddDays(line.StatedDays), line.Units, 0);
            return 1;
        }

        if (line.StatedDays != vendor.StatedDays)
        {
            vendor = vendor with { MeanDays = vendor.MeanDays * line.StatedDays / vendor.StatedDays };
        }

        // What becomes of an order of the history is the history's chance; further answers are the future's.
        var day = line.Draw == 0 ? line.Ordered.DayNumber - _firstDay.DayNumber : int.MaxValue;
        return SupplyDraw.Deliver(
            vendor, _catalog.KeyOf(line.Product), _catalog.KeyOf(line.ShipTo), line.Ordered, line.Units,
            _seeds.OfDay(day), deliveries, line.Draw);
    }
}
