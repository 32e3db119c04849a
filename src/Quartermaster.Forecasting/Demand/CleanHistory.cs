using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Sales turned into what is known of demand: stock-outs must not teach low demand.</summary>
internal static class CleanHistory
{
    private const float MostUnits = 10_000_000;

    /// <summary>Demand by day, and how much each day may teach: 1 for a full day, 0 for none.</summary>
    /// <remarks>A day in stock for a share s of its views taught sales ÷ s with weight s, as the variance of the
    /// quotient is about 1/s times that of a full day; below the least share it is masked. Days before launch, after
    /// the end, and with sales that are no number or beyond belief (<see cref="CredibleSales"/>), are masked. A day
    /// that is called out of stock from its first hour to its last, but on which something was sold, was in stock for
    /// a part of it that nobody knows: its sales are the least that was wanted. Where they are more than is usual in
    /// stock, the day counts in full; where they are less, it teaches what is usual, for the share that was sold of it.
    /// So it never lowers what is believed, and raises it where more was sold.</remarks>
    internal static void Read(
        DemandInputs inputs, int row, ForecastPolicy policy, Span<float> demand, Span<float> weight)
    {
        ReadAsTold(inputs, row, policy, demand, weight);
        if (demand.IndexOfAnyInRange(CredibleSales.Units, float.MaxValue) >= 0)
        {
            MaskMistakes(demand, weight);
        }
    }

    /// <summary>The same, but days beyond belief are believed.</summary>
    internal static void ReadAsTold(
        DemandInputs inputs, int row, ForecastPolicy policy, Span<float> demand, Span<float> weight)
    {
        var product = inputs.Products.Rows[row];
        var sales = inputs.Sales.Row(row);
        var inStock = inputs.InStock.Row(row);
        var isContradicted = false;
        for (var day = 0; day < demand.Length; day++)
        {
            var share = day < inStock.Length && !float.IsNaN(inStock[day]) ? Math.Clamp(inStock[day], 0, 1) : 1;
            var sold = day < sales.Length ? sales[day] : float.NaN;
            var known = sold >= 0 && float.IsFinite(sold) && share >= policy.LeastInStockShare && share > 0
                && day >= product.LaunchDay && day <= product.EndDay;
            weight[day] = known ? share : 0;
            demand[day] = known ? Math.Min(sold, MostUnits) / share : 0;
            isContradicted |= IsSoldWhileOut(share, sold);
        }

        if (isContradicted)
        {
            BelieveSales(inputs, row, demand, weight);
        }
    }

    /// <summary>Whether a day that is called out of stock all day cannot have been: something was sold.</summary>
    internal static bool IsSoldWhileOut(float share, float sold) => share <= 0 && sold > 0 && float.IsFinite(sold);

    /// <summary>The same of a day of a product, while it is on sale.</summary>
    internal static bool IsSoldWhileOut(DemandInputs inputs, int row, int day)
    {
        var product = inputs.Products.Rows[row];
        var sales = inputs.Sales.Row(row);
        var inStock = inputs.InStock.Row(row);
        return day < Math.Min(sales.Length, inStock.Length) && day >= product.LaunchDay && day <= product.EndDay
            && IsSoldWhileOut(inStock[day], sales[day]);
    }

    /// <summary>What is usual on a day in stock: the mean over days that are known, but no more than the median day
    /// with sales; 0 where none is known.</summary>
    internal static double UsualInStock(ReadOnlySpan<float> demand, ReadOnlySpan<float> weight)
    {
        var (units, exposure) = (0.0, 0.0);
        for (var day = 0; day < demand.Length; day++)
        {
            units += (double)weight[day] * demand[day];
            exposure += weight[day];
        }

        return exposure > 0 ? Math.Min(units / exposure, UsualDay(demand)) : 0;
    }

    /// <summary>What is usual on a day with demand: the median; 0 where there is none.</summary>
    internal static double UsualDay(ReadOnlySpan<float> demand)
    {
        float[] sold = [.. demand.ToArray().Where(units => units > 0).Order()];
        return sold.Length == 0 ? 0 : CredibleSales.Usual(sold[(sold.Length - 1) / 2], sold.Length);
    }

    private static void BelieveSales(DemandInputs inputs, int row, Span<float> demand, Span<float> weight)
    {
        var usual = UsualInStock(demand, weight);
        var sales = inputs.Sales.Row(row);
        for (var day = 0; day < demand.Length; day++)
        {
            if (IsSoldWhileOut(inputs, row, day))
            {
                var sold = Math.Min(sales[day], MostUnits);
                demand[day] = (float)Math.Max(sold, usual);
                weight[day] = sold / demand[day];
            }
        }
    }

    private static void MaskMistakes(Span<float> demand, Span<float> weight)
    {
        var most = CredibleSales.Most(UsualDay(demand));
        for (var day = 0; day < demand.Length; day++)
        {
            if (demand[day] > most)
            {
                (demand[day], weight[day]) = (0, 0);
            }
        }
    }

    /// <summary>Price as a multiple of the usual one, kept in a credible range; 1 where not known.</summary>
    internal static double PriceRatio(ReadOnlySpan<float> ratios, int day)
    {
        var ratio = day < ratios.Length ? ratios[day] : 1;
        return float.IsFinite(ratio) && ratio > 0 ? Math.Clamp(ratio, 0.1, 10) : 1;
    }
}
