using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Storage.Workspaces;
using static Quartermaster.Storage.Import.KnownSets.RetailAssumptions;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>A product as the data shows it, and its assumed size.</summary>
internal sealed record RetailProduct(
    ProductId Id, string Code, string Name, double Pounds, int FirstDay, int LastDay, long Units, int PeakWeekUnits)
{
    internal string Category { get; init; } = "";

    internal int VolumeCubicCentimeters { get; init; }
}

/// <summary>Writes what the data holds: sales, returns, prices, closed days, regions and products.</summary>
internal sealed class RetailFacts(RetailLines data, RetailReturns returns, TableChange change, ulong seed)
{
    private const string UnitedKingdom = "United Kingdom";
    private readonly Dictionary<string, RegionId> _metros = [];

    /// <summary>The products sold, in the order of their codes.</summary>
    internal IReadOnlyList<RetailProduct> Products { get; private set; } = [];

    /// <summary>The last day of the data, since 1970.</summary>
    internal int LastDay => data.Lines[^1].LocalMinute / 1_440;

    internal void Write()
    {
        change.AddCodes<ProductId>(Enumerable.Range(0, data.Products.Count).Select(i => data.Products[i])
            .Where(code => code.Length >= 5 && !code.AsSpan(0, 5).ContainsAnyExceptInRange('0', '9')));
        WriteRegions();
        var prices = RetailPrices.Of(data);
        change.Append<Price>([.. prices.Rows(change, data)]);
        Products = RetailCatalog.Of(data, change, prices, seed);
        WriteProducts();
        WriteSales();
        WriteReturns();
        new RetailCalendar(data, change).Write();
    }

    private void WriteRegions()
    {
        RetailPlace[] places = [.. RetailPlaces.Metros, .. RetailPlaces.Countries];
        change.AddCodes<RegionId>(places.Select(place => place.Code));
        change.AddCodes<ZoneId>(places.Select(place => place.Zone));
        change.Append<Region>(
            [.. places.Select(place => new Region(change.Find<RegionId>(place.Code), place.Latitude, place.Longitude,
                place.Population, change.Find<ZoneId>(place.Zone)))],
            new Dictionary<string, string[]>
            {
                ["name"] = [.. places.Select(place => place.Name)],
                ["country"] = [.. places.Select(place => place.Country)],
            });
    }

    private void WriteProducts()
    {
        change.AddCodes<CategoryId>(Products.Select(product => product.Category));
        change.Mark(Product.Schema, TableSource.Assumed);
        var first = data.Lines[0].LocalMinute / 1_440;
        change.Append<Product>([.. Products.Select(product => new Product(
            product.Id, change.Find<CategoryId>(product.Category),
            product.VolumeCubicCentimeters >= PalletFromCubicCentimeters ? StorageClass.Pallet : StorageClass.Bin,
            product.VolumeCubicCentimeters, RetailCatalog.Grams(product, seed),
            RetailCatalog.UnitsPerCase(product, seed),
            product.FirstDay - first > LaunchAfterDays
                ? DateOnly.FromDayNumber(product.FirstDay + LondonTime.Epoch) : default,
            default, ProductStatus.Active))],
            new Dictionary<string, string[]> { ["name"] = [.. Products.Select(product => product.Name)] });
    }

    private void WriteSales()
    {
        var ids = Enumerable.Range(0, data.Products.Count)
            .Select(i => change.Find<ProductId>(data.Products[i])).ToArray();
        var customers = Labels(data.Customers);
        var invoices = Labels(data.Invoices);
        var rows = new List<Sale>(1 << 16);
        for (var i = 0; i < data.Lines.Count; i++)
        {
            var line = data.Lines[i];
            if (line.Kind != LineKind.Sale)
            {
                continue;
            }

            rows.Add(new Sale(invoices[line.Invoice], line.Line, LondonTime.ToUtc(line.LocalMinute),
                customers[line.Customer], RegionOf(line), ids[line.Product], default, line.Units, new(line.PriceMicros),
                Speed.Standard, default, default, default, default, default, returns.Cancelled.Contains(i)));
            if (rows.Count == rows.Capacity)
            {
                Flush(rows);
            }
        }

        Flush(rows);
    }

    private void WriteReturns() => change.Append<CustomerReturn>(
    [
        .. returns.Returned.OrderBy(pair => pair.Key.Line).ThenBy(pair => pair.Key.Day).Select(pair =>
        {
            var line = data.Lines[pair.Key.Line];
            return new CustomerReturn(Label.Of(data.Invoices[line.Invoice]), line.Line, pair.Key.Day,
                change.Find<ProductId>(data.Products[line.Product]), default, pair.Value, Condition.Sellable);
        }),
    ]);

    private void Flush(List<Sale> rows)
    {
        change.Append<Sale>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
        rows.Clear();
    }

    // A customer of the United Kingdom lives in one metro; an invoice without a customer number draws for itself.
    private RegionId RegionOf(RetailLine line)
    {
        var country = data.Countries[line.Country];
        if (country != UnitedKingdom)
        {
            return change.Find<RegionId>(country);
        }

        var who = data.Customers[line.Customer] is { Length: > 0 } customer ? customer : data.Invoices[line.Invoice];
        return _metros.TryGetValue(who, out var known) ? known : _metros[who] = DrawMetro(who);
    }

    private RegionId DrawMetro(string who)
    {
        var left = KeyedRandom.Uniform(seed, (ulong)Draw.Metro, KeyedRandom.KeyOf(who), 0)
            * RetailPlaces.Metros.Sum(metro => (double)metro.Population);
        var place = RetailPlaces.Metros.First(metro => (left -= metro.Population) < 0);
        return change.Find<RegionId>(place.Code);
    }

    private static Label[] Labels(TextList texts) =>
        [.. Enumerable.Range(0, texts.Count).Select(i => Label.Of(texts[i]))];
}
