using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Operations.Gather;

/// <summary>What changes only with the catalog, the network and terms: joined once, read by every gather
/// step.</summary>
/// <remarks>Rows are products in the order of <see cref="Products"/>, everywhere in the house. Immutable.</remarks>
public sealed record CompanyFacts
{
    /// <summary>What every number stands for.</summary>
    public required CatalogVersion Catalog { get; init; }

    /// <summary>The products, in row order.</summary>
    public required Table<Product> Products { get; init; }

    /// <summary>The row of each product by identifier; −1 for those that are no product. Slot 0 is empty.</summary>
    public required int[] RowOfProduct { get; init; }

    /// <summary>The fulfillment centers, by identifier: the columns of everything by center.</summary>
    public required FacilityId[] Centers { get; init; }

    /// <summary>What a unit earns and costs, by product.</summary>
    public required Table<ProductEconomics> Economics { get; init; }

    /// <summary>The offers, product by product in row order.</summary>
    public required Table<Offer> Offers { get; init; }

    /// <summary>Which offers are of which product.</summary>
    public required Groups OffersOfProduct { get; init; }

    /// <summary>Lower costs of larger lines, by offer.</summary>
    public required Table<PriceBreaks> Breaks { get; init; }

    /// <summary>Lead times and yields, by offer.</summary>
    public required LeadTimeTable LeadTimes { get; init; }

    /// <summary>The vendors, by identifier; slot 0 is empty.</summary>
    public required Table<Vendor> Vendors { get; init; }

    /// <summary>Share of demand by region: product × regions in the order of identifiers from 1.</summary>
    public required Matrix RegionShares { get; init; }

    /// <summary>Share of demand that each center is the cheapest to serve: product × centers.</summary>
    public required Matrix CenterShares { get; init; }

    /// <summary>Product × centers: what a unit short at the center costs, other centers stepping in,
    /// currency.</summary>
    public required Matrix LocalShortageCosts { get; init; }

    /// <summary>What serving regions from centers costs and takes.</summary>
    public required ServeCosts Serve { get; init; }

    /// <summary>The limits of the centers.</summary>
    public required Table<Capacity> Capacities { get; init; }

    /// <summary>Units of a usual parcel; 1 or more.</summary>
    public double UnitsPerParcel { get; init; } = 1;

    /// <summary>The lanes whose space has a price that people gave it.</summary>
    public IReadOnlySet<LaneId> LanesWithPrice { get; init; } = new HashSet<LaneId>();

    /// <summary>What shipping takes, by product identifier.</summary>
    public required Table<ShipTerms> ShipTerms { get; init; }

    /// <summary>The row of a product; −1 if it is not one.</summary>
    public int RowOf(ProductId product) =>
        (uint)product.Value < (uint)RowOfProduct.Length ? RowOfProduct[product.Value] : -1;

    /// <summary>The column of a center; −1 if it is none.</summary>
    public int CenterOf(FacilityId facility) => Array.IndexOf(Centers, facility);

    /// <summary>Whether any offer ships to one center alone, so that it is ordered up to the center's level.</summary>
    public bool OrdersToCenters => Array.Exists(Offers.Rows.ToArray(), offer => CenterOf(offer.ShipTo) >= 0);

    /// <summary>Whether any offer of a product ships to a center alone.</summary>
    public bool IsOrderedTo(int row, FacilityId center)
    {
        for (var offer = OffersOfProduct.FirstRow(row); offer < OffersOfProduct.FirstRow(row + 1); offer++)
        {
            if (Offers.Rows[offer].ShipTo == center)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The offer that a product is usually bought by: the one of lowest cost, the first of equals; −1 if
    /// nobody
    /// offers it. Index into <see cref="Offers"/>.</summary>
    public int UsualOfferOf(int row) => UsualOfferOf(Offers, OffersOfProduct, row);

    /// <summary>The lead time that the usual offer of a product states, in days; 0 if nobody offers it.</summary>
    public int StatedLeadTimeDaysOf(int row) => UsualOfferOf(row) is >= 0 and var offer
        ? Offers.Rows[offer].LeadTimeDays : 0;

    /// <summary>The offer by which a vendor sells a product to a place; −1 for none.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="vendor">The vendor.</param>
    /// <param name="shipTo">The place.</param>
    public int OfferOf(int row, VendorId vendor, FacilityId shipTo)
    {
        for (var i = OffersOfProduct.FirstRow(row); i < OffersOfProduct.FirstRow(row + 1); i++)
        {
            ref readonly var offer = ref Offers.Rows[i];
            if (offer.Vendor == vendor && (offer.ShipTo == default || offer.ShipTo == shipTo))
            {
                return i;
            }
        }

        return -1;
    }

    /// <inheritdoc cref="UsualOfferOf(int)"/>
    internal static int UsualOfferOf(Table<Offer> offers, Groups offersOfProduct, int row)
    {
        var (first, end) = (offersOfProduct.FirstRow(row), offersOfProduct.FirstRow(row + 1));
        var usual = first == end ? -1 : first;
        for (var offer = first + 1; offer < end; offer++)
        {
            usual = offers.Rows[offer].UnitCost.Micros < offers.Rows[usual].UnitCost.Micros ? offer : usual;
        }

        return usual;
    }

    /// <summary>Days between orders of a product: the least of its offers'; 7 if it has none.</summary>
    public int ReviewDaysOf(int row)
    {
        var (first, end) = (OffersOfProduct.FirstRow(row), OffersOfProduct.FirstRow(row + 1));
        var days = first == end ? 7 : int.MaxValue;
        for (var offer = first; offer < end; offer++)
        {
            days = Math.Min(days, Math.Max(1, Offers.Rows[offer].ReviewDays));
        }

        return days;
    }
}

/// <summary>What one unit of a product earns and costs. Currency.</summary>
/// <param name="Price">The usual price.</param>
/// <param name="UnitCost">The lowest unit cost of its offers, without breaks.</param>
/// <param name="MarginPerUnit">Price less unit cost, receiving, picking and usual freight; 0.01 or more.</param>
/// <param name="FreightPerUnit">Usual freight of a unit, which the margin is less of.</param>
/// <param name="GoodwillPerUnit">Lost goodwill for a unit not supplied.</param>
/// <param name="CapitalPerUnitDay">Cost of the capital in a unit for a day.</param>
/// <param name="StoragePerUnitDay">Cost of the room of a unit for a day, at the stated rate.</param>
/// <param name="ReceivePerUnit">Receiving a unit.</param>
/// <param name="SalvageShare">Share of unit cost that is recoverable at the end, 0 to 1.</param>
/// <param name="OrderPerLine">Ordering and receiving one purchase order line, however many units it has.</param>
public readonly record struct ProductEconomics(
    double Price,
    double UnitCost,
    double MarginPerUnit,
    double FreightPerUnit,
    double GoodwillPerUnit,
    double CapitalPerUnitDay,
    double StoragePerUnitDay,
    double ReceivePerUnit,
    double SalvageShare,
    double OrderPerLine = 0)
{
    /// <summary>Loss per unit of demand not met.</summary>
    public double ShortageCost => MarginPerUnit + GoodwillPerUnit;

    /// <summary>Cost of a unit held for a day.</summary>
    public double HoldingPerUnitDay => CapitalPerUnitDay + StoragePerUnitDay;
}
