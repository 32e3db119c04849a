using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Storage.Workspaces;
using static Quartermaster.Storage.Import.KnownSets.RetailAssumptions;
using Vendor = Quartermaster.Domain.Tables.Vendor;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>The assumed supply: vendors, offers, past receipts, opening stock, room and rates.</summary>
internal sealed class RetailSupply(RetailFacts facts, TableChange change, ulong seed)
{
    private sealed record VendorTerms(string Code, int LeadDays, double Spread, int MinimumOrder, int PaymentDays);

    private readonly VendorTerms[] _vendors =
    [
        .. VendorZones.SelectMany(zone => Enumerable.Range(1, zone.Vendors).Select(i =>
            new VendorTerms($"{zone.Zone}-{i:D2}", zone.LeadDays, zone.Spread, zone.MinimumOrder, zone.PaymentDays))),
    ];

    internal void Write()
    {
        WriteVendors();
        change.Mark(Offer.Schema, TableSource.Assumed);
        change.Append<Offer>([.. facts.Products.Select(OfferOf)]);
        change.Mark(Receipt.Schema, TableSource.Assumed);
        change.Append<Receipt>([.. facts.Products.SelectMany(ReceiptsOf)]);
        WriteStock();
        WriteCapacity();
        change.Mark(Rate.Schema, TableSource.Assumed);
        change.Append<Rate>([new(default, CapitalPercentPerYear, StoragePerCubicMeterDay, ReceivePerUnit, PickPerUnit,
            PackPerParcel, GoodwillPerUnit, SalvagePercent, OrderPerLine)]);
    }

    private void WriteVendors()
    {
        change.AddCodes<VendorId>(_vendors.Select(vendor => vendor.Code));
        change.Mark(Vendor.Schema, TableSource.Assumed);
        change.Append<Vendor>([.. _vendors.Select(vendor => new Vendor(change.Find<VendorId>(vendor.Code),
            Money.Of(vendor.MinimumOrder), 0b0011111, vendor.PaymentDays))],
            new Dictionary<string, string[]> { ["name"] = [.. _vendors.Select(vendor => $"Vendor {vendor.Code}")] });
    }

    // Most of a category comes from one vendor; three in ten products are bought elsewhere.
    private VendorTerms VendorOf(RetailProduct product)
    {
        var isOwn = RetailCatalog.Between(seed, Draw.Vendor, product.Code, 0, 1) < 0.3;
        var key = isOwn || product.Category == RetailCategories.Pooled ? product.Code : product.Category;
        return _vendors[(int)RetailCatalog.Between(seed, Draw.Vendor, key, 0, _vendors.Length, 1)];
    }

    private Offer OfferOf(RetailProduct product)
    {
        var vendor = VendorOf(product);
        var share = RetailCatalog.Between(seed, Draw.CostShare, product.Code, CostShareLeast, CostShareMost);
        var perCase = RetailCatalog.UnitsPerCase(product, seed);
        var cases = 1 << (int)RetailCatalog.Between(seed, Draw.Minimum, product.Code, 0, 3);
        return new(product.Id, change.Find<VendorId>(vendor.Code), default,
            Money.Of(decimal.Round((decimal)(product.Pounds * share), 4)), perCase, perCase * cases, 1_000_000_000,
            vendor.LeadDays, ReviewDays);
    }

    private IEnumerable<Receipt> ReceiptsOf(RetailProduct product)
    {
        var (vendor, perCase) = (VendorOf(product), RetailCatalog.UnitsPerCase(product, seed));
        var center = change.Find<FacilityId>(Centers[0].Place.Code);
        var first = new DateOnly(2009, 6, 1);
        for (var i = 0; i < ReceiptsPerProduct; i++)
        {
            var key = KeyedRandom.KeyOf(product.Code);
            var days = vendor.LeadDays
                * Math.Exp(vendor.Spread * KeyedRandom.Normal(seed, (ulong)Draw.LeadTime, key, (ulong)i));
            var isShort = KeyedRandom.Uniform(seed, (ulong)Draw.Short, key, (ulong)i) < ShortShare;
            var (ordered, units) = (first.AddDays(28 * i), perCase * 4);
            yield return new(Label.Of($"PAST-{i + 1}-{product.Code}"), 1, 0, product.Id,
                change.Find<VendorId>(vendor.Code), center, ordered, units, ordered.AddDays(Math.Max(1, (int)days)),
                isShort ? units / 2 : units, Condition.Sellable);
        }
    }

    private void WriteStock()
    {
        change.Mark(Stock.Schema, TableSource.Assumed);
        change.Append<Stock>([.. facts.Products.SelectMany(product => Centers.Select(center => new Stock(product.Id,
            default, change.Find<FacilityId>(center.Place.Code), StockState.OnHand,
            (int)Math.Ceiling(center.Share * CoverWeeks * WeeklyUnits(product)))))]);
    }

    private static double WeeklyUnits(RetailProduct product) =>
        product.Units / Math.Max(1, (product.LastDay - product.FirstDay + 1) / 7.0);

    // Room for the weeks stored at the usual peak, and hands for the busiest week in six days.
    private void WriteCapacity()
    {
        var first = new DateOnly(2009, 6, 1);
        var rows = new List<Capacity>();
        foreach (var (place, share) in Centers)
        {
            var center = change.Find<FacilityId>(place.Code);
            foreach (var group in facts.Products.GroupBy(product =>
                product.VolumeCubicCentimeters >= PalletFromCubicCentimeters ? StorageClass.Pallet : StorageClass.Bin)
                .OrderBy(group => group.Key))
            {
                var cubicMeters = group.Sum(product =>
                    product.VolumeCubicCentimeters * WeeklyUnits(product) * StoredWeeks / 1e6);
                Add(center, Resource.Storage, group.Key, share * Math.Max(10, cubicMeters) * RoomOverPeak);
            }

            var daily = facts.Products.Sum(product => (double)product.PeakWeekUnits) / 6;
            Add(center, Resource.Inbound, StorageClass.Bin, share * daily * RoomOverPeak);
            Add(center, Resource.Outbound, StorageClass.Bin, share * daily * RoomOverPeak);
        }

        change.Mark(Capacity.Schema, TableSource.Assumed);
        change.Append<Capacity>([.. rows]);

        void Add(FacilityId center, Resource resource, StorageClass storage, double hard) =>
            rows.Add(new(center, resource, storage, first, Math.Round(0.9 * hard), Math.Round(hard)));
    }
}
