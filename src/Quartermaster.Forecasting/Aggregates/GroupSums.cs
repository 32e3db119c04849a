using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Aggregates;

/// <summary>Sales of groups while products are added to them.</summary>
internal sealed class GroupSums(int count, int days, int priceDays)
{
    private readonly float[] _sales = new float[Cells.Of(count, days, "sales by group and day")];
    private readonly float[] _seen = new float[Cells.Of(count, days, "days seen by group")];
    private readonly float[] _prices = new float[Cells.Of(count, priceDays, "prices by group and day")];
    private readonly (int Launch, int End, double Money, double Units)[] _facts = [.. Enumerable.Repeat(
        (ProductFacts.NotLaunched, int.MinValue, 0.0, 0.0), count)];

    /// <summary>Adds a product.</summary>
    /// <param name="group">To which group.</param>
    /// <param name="inputs">Where the product is.</param>
    /// <param name="row">Its row.</param>
    /// <param name="units">What it weighs in its group: units that it sold.</param>
    internal void Add(int group, DemandInputs inputs, int row, double units)
    {
        var sales = inputs.Sales.Row(row);
        var inStock = inputs.InStock.Row(row);
        var ratios = inputs.PriceRatios.Row(row);
        for (var day = 0; day < days; day++)
        {
            var at = (group * days) + day;
            _sales[at] += sales[day] >= 0 && float.IsFinite(sales[day]) ? sales[day] : 0;
            _seen[at] += (float)(units * (inStock[day] >= 0 ? Math.Min(1, inStock[day]) : 1));
        }

        for (var day = 0; day < priceDays; day++)
        {
            _prices[(group * priceDays) + day] +=
                (float)(units * (ratios[day] > 0 && float.IsFinite(ratios[day]) ? ratios[day] : 1));
        }

        var (product, one) = (inputs.Products.Rows[row], _facts[group]);
        var isPriced = product.UsualPrice > 0 && double.IsFinite(product.UsualPrice);
        _facts[group] = (Math.Min(one.Launch, product.LaunchDay), Math.Max(one.End, product.EndDay),
            one.Money + (isPriced ? units * product.UsualPrice : 0), one.Units + units);
    }

    internal (int Launch, int End, double Price) Facts(int group) =>
        (_facts[group].Launch, _facts[group].End, _facts[group].Money / _facts[group].Units);

    internal Matrix Sales() => new(days, _sales);

    internal Matrix InStock() => Shares(_seen, days);

    internal Matrix PriceRatios() => Shares(_prices, priceDays);

    private Matrix Shares(float[] sums, int columns)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = (float)(sums[i] / _facts[i / columns].Units);
        }

        return new(columns, sums);
    }
}
