using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>Works out what one unit of each product earns and costs.</summary>
internal static class EconomicsReader
{
    private const double LeastMargin = 0.01;

    internal static Table<ProductEconomics> Of(
        ITables tables,
        DemandBook book,
        Table<Product> products,
        Table<Offer> offers,
        Groups offersOfProduct,
        NetworkFacts network,
        GatherPolicy policy)
    {
        var rates = tables.Read<Rate>().Rows.ToArray().ToDictionary(rate => rate.Category);
        var economics = new ProductEconomics[products.Count];
        for (var row = 0; row < economics.Length; row++)
        {
            var rate = rates.GetValueOrDefault(products.Rows[row].Category, rates.GetValueOrDefault(default));
            var unitCost = LowestCost(offers, offersOfProduct, row);
            economics[row] = Of(book.Products.Rows[row].UsualPrice, unitCost, products.Rows[row], rate, network,
                policy);
        }

        return new(economics);
    }

    private static ProductEconomics Of(
        double price, double unitCost, Product product, Rate rate, NetworkFacts network, GatherPolicy policy)
    {
        var receive = Amount(rate.ReceivePerUnit);
        var pick = Amount(rate.PickPerUnit) + (Amount(rate.PackPerParcel) / policy.UnitsPerParcel);
        var freight = network.UsualFreight(product.WeightGrams / 1_000.0);
        return new(
            price,
            unitCost,
            Math.Max(LeastMargin, price - unitCost - receive - pick - freight),
            freight,
            Amount(rate.GoodwillPerUnit),
            unitCost * rate.CapitalPercentPerYear / 100 / 365,
            product.VolumeCubicCentimeters * 1e-6 * Amount(rate.StoragePerCubicMeterDay),
            receive,
            rate.SalvagePercent / 100,
            Amount(rate.OrderPerLine));
    }

    private static double LowestCost(Table<Offer> offers, Groups offersOfProduct, int row) =>
        CompanyFacts.UsualOfferOf(offers, offersOfProduct, row) is >= 0 and var offer
            ? Amount(offers.Rows[offer].UnitCost) : 0;

    private static double Amount(Money money) => money.Micros / 1e6;
}
