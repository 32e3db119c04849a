using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations.Gather;

/// <summary>Joins the workspace's static tables into facts.</summary>
public static class CompanyFactsReader
{
    /// <summary>The facts as of a day.</summary>
    /// <param name="tables">The workspace's tables.</param>
    /// <param name="book">The demand history, whose products are the rows of the house.</param>
    /// <param name="routes">Routes for the days from the day on.</param>
    /// <param name="today">Receipts and regional sales before it are learned from.</param>
    /// <param name="policy">What is assumed.</param>
    public static CompanyFacts Read(
        ITables tables, DemandBook book, RouteTable routes, DateOnly today, GatherPolicy policy)
    {
        policy = policy with { UnitsPerParcel = UnitsPerParcel(tables, today, policy) };
        var products = tables.Read<Product>();
        var rowOf = ProductRows.ById(products, tables.Catalog.Of<ProductId>().Count);
        var offers = OffersByProduct(tables, rowOf);
        var groups = Groups.OfSizes(SizesOf(offers, rowOf, products.Count));
        var network = NetworkFacts.Of(routes, tables.Read<Region>(), policy);
        var shares = RegionSharesReader.Of(tables, book, rowOf, Math.Max(1, routes.RegionCount), today, policy);
        var economics = EconomicsReader.Of(tables, book, products, offers, groups, network, policy);
        var stated = offers.Rows.ToArray()
            .Select(offer => new StatedLeadTime(offer.Product, offer.Vendor, offer.LeadTimeDays, offer.ShipTo))
            .ToArray();
        return new()
        {
            Catalog = tables.Catalog,
            Products = products,
            RowOfProduct = rowOf,
            Centers = network.Centers,
            Economics = economics,
            Offers = offers,
            OffersOfProduct = groups,
            Breaks = BreaksOf(tables.Read<OfferBreak>(), offers),
            LeadTimes = LeadTimes.Learn(tables.Read<Receipt>(), new(stated), today, new()),
            Vendors = VendorsById(tables),
            RegionShares = shares,
            CenterShares = network.CenterShares(shares),
            LocalShortageCosts = network.LocalShortageCosts(shares, products, economics, policy),
            Serve = network.ServeCosts(TypicalKilograms(products), TypicalMargin(economics) * policy.LostPerExtraDay),
            Capacities = tables.Read<Capacity>(),
            UnitsPerParcel = policy.UnitsPerParcel,
            LanesWithPrice = tables.Read<Lane>().Rows.ToArray().Where(lane => lane.HasSpacePrice)
                .Select(lane => lane.Id).ToHashSet(),
            ShipTerms = Domain.Routes.ShipTerms.Of(products, tables.Read<Rate>(), tables.Read<Listing>()),
        };
    }

    // A company that has not sold yet is taken to pack one unit at a time.
    private static double UnitsPerParcel(ITables tables, DateOnly today, GatherPolicy policy) =>
        policy.UnitsPerParcel > 0
            ? policy.UnitsPerParcel
            : Math.Max(1, tables.UnitsPerOrder(today.AddDays(-365), today.AddDays(-1)));

    // Offers that name what its own table does not have are left out; check reports them. A workspace without any
    // vendors takes all of them at their defaults.
    private static Table<Offer> OffersByProduct(ITables tables, int[] rowOf)
    {
        var vendors = tables.Read<Vendor>().Rows.ToArray().Select(vendor => vendor.Id).ToHashSet();
        var places = tables.Read<Facility>().Rows.ToArray().Select(place => place.Id).ToHashSet();
        return new([.. tables.Read<Offer>().Rows.ToArray()
            .Where(offer => rowOf[offer.Product.Value] >= 0
                && (vendors.Count == 0 || vendors.Contains(offer.Vendor))
                && (offer.ShipTo == default || places.Contains(offer.ShipTo)))
            .OrderBy(offer => rowOf[offer.Product.Value]).ThenBy(offer => offer.ShipTo.Value)
            .ThenBy(offer => offer.Vendor.Value)]);
    }

    private static int[] SizesOf(Table<Offer> offers, int[] rowOf, int products)
    {
        var sizes = new int[products];
        foreach (var offer in offers.Rows)
        {
            sizes[rowOf[offer.Product.Value]]++;
        }

        return sizes;
    }

    private static Table<PriceBreaks> BreaksOf(Table<OfferBreak> breaks, Table<Offer> offers)
    {
        var byOffer = breaks.Rows.ToArray().ToLookup(line => (line.Product, line.Vendor, line.ShipTo));
        return new([.. offers.Rows.ToArray().Select(offer =>
        {
            var lines = byOffer[(offer.Product, offer.Vendor, offer.ShipTo)]
                .OrderBy(line => line.FromUnits).Take(3).ToArray();
            return new PriceBreaks(From(0), Cost(0), From(1), Cost(1), From(2), Cost(2));

            int From(int i) => i < lines.Length ? lines[i].FromUnits : 0;
            Money Cost(int i) => i < lines.Length ? lines[i].UnitCost : default;
        })]);
    }

    private static Table<Vendor> VendorsById(ITables tables)
    {
        var vendors = new Vendor[tables.Catalog.Of<VendorId>().Count + 1];
        for (var id = 1; id < vendors.Length; id++)
        {
            vendors[id] = new(new(id), default, OrderWeekdays: 127, PaymentDays: 30);
        }

        foreach (var vendor in tables.Read<Vendor>().Rows)
        {
            vendors[vendor.Id.Value] = vendor;
        }

        return new(vendors);
    }

    private static double TypicalKilograms(Table<Product> products)
    {
        var grams = products.Rows.ToArray().Select(product => product.WeightGrams).Order().ToArray();
        return grams.Length == 0 ? 1 : grams[grams.Length / 2] / 1_000.0;
    }

    private static double TypicalMargin(Table<ProductEconomics> economics)
    {
        var margins = economics.Rows.ToArray().Select(e => e.MarginPerUnit).Order().ToArray();
        return margins.Length == 0 ? 1 : margins[margins.Length / 2];
    }
}
