namespace Quartermaster.Domain.Routes;

/// <summary>One product that a customer wants.</summary>
/// <param name="Product">The product.</param>
/// <param name="Units">How many; 1 or more.</param>
public readonly record struct CartLine(ProductId Product, int Units);

/// <summary>What shipping one unit of a product takes.</summary>
/// <param name="WeightGrams">Weight, g; 0 to 10⁸.</param>
/// <param name="VolumeCubicCentimeters">Volume, cm³; 0 to 10⁸.</param>
/// <param name="HandlingMinutes">Minutes its owner needs before it can be picked; 0 to 100,000.</param>
/// <param name="PickPerUnit">To pick and pack one unit.</param>
/// <param name="PackPerParcel">Box and handling of a parcel; the dearest product of an order counts for its parcels.
/// </param>
public readonly record struct ShipTerms(
    int WeightGrams, int VolumeCubicCentimeters, int HandlingMinutes, Money PickPerUnit, Money PackPerParcel)
{
    /// <summary>Longest side, mm; 0 where it is not known; 0 to 100,000.</summary>
    public int SideMillimeters { get; init; }

    /// <summary>The terms of every product, by identifier; slot 0 is empty.</summary>
    /// <param name="products">The products.</param>
    /// <param name="rates">What handling costs, by category; the row without a category is for all others.</param>
    /// <param name="listings">Who sells; the retailer's own handling counts, else the quickest owner's.</param>
    public static Table<ShipTerms> Of(
        Table<Tables.Product> products, Table<Tables.Rate> rates, Table<Tables.Listing> listings)
    {
        var byCategory = rates.Rows.ToArray().ToDictionary(rate => rate.Category);
        var handling = listings.Rows.ToArray().GroupBy(listing => listing.Product).ToDictionary(
            group => group.Key,
            group => group.OrderByDescending(listing => listing.IsRetailer).ThenBy(listing => listing.HandlingMinutes)
                .First().HandlingMinutes);
        var terms = new ShipTerms[
            products.Rows.ToArray().Select(product => product.Id.Value).DefaultIfEmpty().Max() + 1];
        foreach (ref readonly var product in products.Rows)
        {
            var rate = byCategory.GetValueOrDefault(product.Category, byCategory.GetValueOrDefault(default));
            terms[product.Id.Value] = new(product.WeightGrams, product.VolumeCubicCentimeters,
                handling.GetValueOrDefault(product.Id), rate.PickPerUnit, rate.PackPerParcel)
            {
                SideMillimeters = product.LongestSideMillimeters,
            };
        }

        return new(terms);
    }
}

/// <summary>Where and when a customer wants goods.</summary>
/// <param name="Region">Where to.</param>
/// <param name="At">When the customer asks or orders.</param>
public readonly record struct CartRequest(RegionId Region, Instant At)
{
    /// <summary>The first whole minute since 1970 that is not before the request.</summary>
    public int Minute => (int)Math.Clamp(
        (At.UnixMilliseconds / MillisecondsPerMinute) + (At.UnixMilliseconds % MillisecondsPerMinute > 0 ? 1 : 0),
        int.MinValue / 2, int.MaxValue / 2);

    private const long MillisecondsPerMinute = 60_000;
}
