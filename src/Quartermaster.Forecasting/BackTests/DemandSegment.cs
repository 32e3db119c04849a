using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>How a product sells: which forecaster serves it best depends on it.</summary>
public enum DemandPace : byte
{
    /// <summary>Known for less than eight weeks.</summary>
    New = 1,

    /// <summary>Less than a unit in five days: most days have no demand.</summary>
    Slow = 2,

    /// <summary>Less than a unit a day.</summary>
    Medium = 3,

    /// <summary>A unit a day or more.</summary>
    Fast = 4,
}

/// <summary>Products that are forecast alike.</summary>
/// <param name="Pace">How they sell.</param>
/// <param name="Category">Their category; none for all.</param>
public readonly record struct DemandSegment(DemandPace Pace, CategoryId Category)
{
    private const int NewDays = 56;
    private const int PaceDays = 91;

    /// <summary>The segment of a product as its history stands.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="byCategory">Whether categories are apart.</param>
    public static DemandSegment Of(DemandInputs inputs, int row, bool byCategory)
    {
        var product = inputs.Products.Rows[row];
        var sales = inputs.Sales.Row(row)[..inputs.Days];
        var inStock = inputs.InStock.Row(row)[..inputs.Days];
        var first = Math.Clamp(product.LaunchDay, 0, inputs.Days);
        var (units, days) = (0.0, 0);
        for (var day = inputs.Days - 1; day >= first && days < PaceDays; day--)
        {
            if ((!(inStock[day] < 1) && sales[day] >= 0 && float.IsFinite(sales[day]))
                || CleanHistory.IsSoldWhileOut(inStock[day], sales[day]))
            {
                units += sales[day];
                days++;
            }
        }

        var rate = units / Math.Max(1, days);
        var pace = days < NewDays ? DemandPace.New
            : rate < 0.2 ? DemandPace.Slow
            : rate < 1 ? DemandPace.Medium : DemandPace.Fast;
        return new(pace, byCategory ? product.Category : default);
    }
}
