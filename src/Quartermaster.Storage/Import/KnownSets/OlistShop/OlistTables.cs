using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets.OlistShop;

/// <summary>Writes Olist's delivered orders as tables.</summary>
internal sealed class OlistTables(OlistFiles files, TableChange change)
{
    // The files do not say their zone. Wall-clock times are kept as they are, so that days stay those of the files.
    private const string Zone = "Etc/GMT+3";
    private const int MinutesBehindUtc = 180, MinutesPerDay = 1_440;
    private const string NoCategory = "none";

    private readonly Dictionary<string, FacilityId> _sellers = [];

    internal void Write()
    {
        change.AddCodes<ZoneId>([Zone]);
        WriteRegions();
        WriteSellers();
        WriteProducts();
        WriteSales();
    }

    /// <summary>A region is a state and the first three digits of the zip code.</summary>
    private static string RegionOf(OlistCustomer customer) => $"{customer.State}-{customer.Zip[..3]}";

    private void WriteRegions()
    {
        var people = files.Orders.Select(order => files.Customers[order.Customer]).ToArray();
        var regions = people.GroupBy(RegionOf).OrderBy(region => region.Key, StringComparer.Ordinal)
            .Select(region => (region.Key, Place: PlaceOf(region) ?? PlaceOf(people)
                ?? throw new ImportException("No customer's zip code has a place: olist_geolocation_dataset is not of "
                    + "these orders. Nothing was imported."))).ToArray();
        change.AddCodes<RegionId>(regions.Select(region => region.Key));
        change.Append<Region>(
            [.. regions.Select(region => new Region(change.Find<RegionId>(region.Key), region.Place.Latitude,
                region.Place.Longitude, 0, change.Find<ZoneId>(Zone)))],
            new Dictionary<string, string[]>
            {
                ["name"] = [.. regions.Select(region => region.Key)],
                ["country"] = [.. regions.Select(_ => "BR")],
            });
    }

    // The middle of those whose place is known.
    private OlistPlace? PlaceOf(IEnumerable<OlistCustomer> people)
    {
        var known = people.Where(one => files.Zips.ContainsKey(one.Zip)).Select(one => files.Zips[one.Zip]).ToList();
        return known.Count == 0 ? null : new(OlistFiles.Middle([.. known.Select(place => place.Latitude)]),
            OlistFiles.Middle([.. known.Select(place => place.Longitude)]));
    }

    private void WriteSellers()
    {
        var sellers = files.Items.Select(item => item.Seller).Distinct()
            .Where(seller => files.Sellers.TryGetValue(seller, out var zip) && files.Zips.ContainsKey(zip))
            .Order(StringComparer.Ordinal).ToArray();
        change.AddCodes<FacilityId>(sellers);
        change.AddCodes<OwnerId>(files.Items.Select(item => item.Seller).Distinct().Order(StringComparer.Ordinal));
        foreach (var seller in sellers)
        {
            _sellers[seller] = change.Find<FacilityId>(seller);
        }

        change.Append<Facility>(
            [.. sellers.Select(seller => (seller, place: files.Zips[files.Sellers[seller]])).Select(one => new Facility(
                _sellers[one.seller], FacilityKind.Vendor, one.place.Latitude, one.place.Longitude,
                change.Find<ZoneId>(Zone), 0, 0, MinutesPerDay, 127))],
            new Dictionary<string, string[]>
            {
                ["name"] = [.. sellers.Select(seller => $"Seller {seller[..8]}")],
                ["country"] = [.. sellers.Select(_ => "BR")],
            });
    }

    private void WriteProducts()
    {
        var codes = files.Items.Select(item => item.Product).Distinct().Order(StringComparer.Ordinal).ToArray();
        var products = codes.Select(code => files.Products.GetValueOrDefault(code) ?? new("", 0, 0)).ToArray();
        change.AddCodes<ProductId>(codes);
        change.AddCodes<CategoryId>(products.Select(CategoryOf).Distinct().Order(StringComparer.Ordinal));
        change.Append<Product>(
            [.. codes.Select((code, i) => new Product(change.Find<ProductId>(code),
                change.Find<CategoryId>(CategoryOf(products[i])), StorageClass.Bin,
                Math.Max(1, products[i].CubicCentimeters), Math.Max(1, products[i].Grams), 1, default, default,
                ProductStatus.Active))],
            new Dictionary<string, string[]> { ["name"] = [.. codes] });
    }

    private void WriteSales()
    {
        var items = files.Items.ToLookup(item => item.Order);
        change.Append<Sale>([.. files.Orders.SelectMany(order => items[order.Code].OrderBy(item => item.Line)
            .Select((item, place) => SaleOf(order, item,
                place == 0 ? items[order.Code].Sum(one => one.FreightMicros) : 0)))
            .OrderBy(sale => sale.Order).ThenBy(sale => sale.Line)]);
    }

    private Sale SaleOf(OlistOrder order, OlistItem item, long freightMicros)
    {
        var customer = files.Customers[order.Customer];
        return new(Label.Of(order.Code), item.Line, At(order.Placed), Label.Of(customer.Person),
            change.Find<RegionId>(RegionOf(customer)), change.Find<ProductId>(item.Product),
            change.Find<OwnerId>(item.Seller), 1, new(item.PriceMicros), Speed.Standard, new(freightMicros),
            // Promised is a day: its last minute.
            At((order.Promised / MinutesPerDay * MinutesPerDay) + MinutesPerDay - 1),
            _sellers.GetValueOrDefault(item.Seller), order.Shipped < 0 ? default : At(order.Shipped),
            At(order.Delivered), false);
    }

    private static string CategoryOf(OlistProduct product) =>
        product.Category.Length > 0 ? product.Category : NoCategory;

    private static Instant At(int minute) => Instant.OfMinutes(minute + MinutesBehindUtc);
}
