using Quartermaster.Domain;

namespace Quartermaster.Forecasting.StockOuts;

/// <summary>Sales by the hour, and for how much of each hour there was stock to sell.</summary>
public sealed record HourlySales
{
    private const float MostUnits = 10_000_000;

    /// <summary>The first day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>How many days, at least 1.</summary>
    public required int Days { get; init; }

    /// <summary>Hours of a day on which is sold, at least 1; those when all is closed are best left out.</summary>
    public required int Hours { get; init; }

    /// <summary>The category of each row; hours of the day are alike within one.</summary>
    public required IReadOnlyList<int> Categories { get; init; }

    /// <summary>Units sold, a row per product (and place): the first day's hours, then the next day's.</summary>
    public required Matrix Sales { get; init; }

    /// <summary>Share of each hour with stock, 0 to 1, shaped as the sales; 0 where not known; NaN in an hour in which
    /// stock ran out nobody knows when.</summary>
    public required Matrix InStock { get; init; }

    /// <summary>How many rows.</summary>
    public int Count => Sales.Count;

    /// <summary>Whether a day was in stock from its first hour to its last.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">The day, from 0.</param>
    public bool IsWhole(int row, int day) => InStock.Row(row).Slice(day * Hours, Hours).IndexOfAnyExcept(1f) < 0;

    /// <summary>Units that an hour teaches, and how much of it: nothing where sales are no number, NaN of it where
    /// stock ran out within it.</summary>
    internal (double Units, double Share) Seen(int row, int hour)
    {
        var (units, share) = (Sales.Row(row)[hour], InStock.Row(row)[hour]);
        return units >= 0 && float.IsFinite(units) && !(share <= 0)
            ? (Math.Min(units, MostUnits), Math.Min(1, share)) : (0, 0);
    }
}
