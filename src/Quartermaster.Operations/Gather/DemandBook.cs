using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>What is known of demand, product by product and day by day, as days are added to it.</summary>
/// <remarks>The one place that turns tables into a forecaster's inputs; the simulator adds its days to the same book.
/// Not thread-safe: one planner, or one simulated world, owns it.</remarks>
public sealed class DemandBook
{
    private readonly int _capacityDays;
    private readonly float[] _sales;
    private readonly float[] _inStock;
    private readonly float[] _views;
    private readonly float[] _priceRatios;
    private readonly Table<PlannedEvent> _events;
    private readonly Table<ProductAttribute> _attributes;

    /// <summary>An empty book.</summary>
    /// <param name="firstDay">The first day it can hold.</param>
    /// <param name="capacityDays">How many days it can hold, the days to come included; 1 or more.</param>
    /// <param name="products">The products, in the order of every row of the house.</param>
    /// <param name="events">What is planned.</param>
    /// <param name="attributes">Attribute values, sorted by product.</param>
    public DemandBook(
        DateOnly firstDay,
        int capacityDays,
        Table<ProductFacts> products,
        Table<PlannedEvent> events,
        Table<ProductAttribute> attributes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityDays, 1);
        (FirstDay, _capacityDays, Products, _events, _attributes) =
            (firstDay, capacityDays, products, events, attributes);
        var cells = Cells.Of(products.Count, capacityDays, "sales by product and day");
        (_sales, _inStock, _views) = (new float[cells], new float[cells], new float[cells]);
        _priceRatios = new float[
            Cells.Of(products.Count, capacityDays + DemandInputs.HorizonDays, "prices by product and day")];
        Array.Fill(_inStock, 1f);
        Array.Fill(_views, -1f);
        Array.Fill(_priceRatios, 1f);
    }

    /// <summary>The first day of the book.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>How many days have happened.</summary>
    public int Days { get; private set; }

    /// <summary>The products, in row order.</summary>
    public Table<ProductFacts> Products { get; }

    /// <summary>The day after the last that has happened.</summary>
    public DateOnly Today => FirstDay.AddDays(Days);

    /// <summary>Says that days up to, and without, a day have happened.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is before today, or beyond what the book can hold.
    /// </exception>
    public void AdvanceTo(DateOnly today)
    {
        var days = today.DayNumber - FirstDay.DayNumber;
        ArgumentOutOfRangeException.ThrowIfLessThan(days, Days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, _capacityDays);
        Days = days;
    }

    /// <summary>Adds units sold on a day; days outside the book are left out.</summary>
    public void AddSales(int row, DateOnly day, int units)
    {
        if (TryCell(row, day, out var cell))
        {
            _sales[cell] += units;
        }
    }

    /// <summary>Notes how often a product was looked at on a day, and whether it could be had.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">The day; one outside the book is left out.</param>
    /// <param name="inStockShare">0 to 1.</param>
    /// <param name="views">Views; negative if not known.</param>
    public void SetAvailability(int row, DateOnly day, double inStockShare, double views)
    {
        if (TryCell(row, day, out var cell))
        {
            (_inStock[cell], _views[cell]) = ((float)inStockShare, (float)views);
        }
    }

    /// <summary>Adds views of one region to a day's; shares in stock are weighed by views.</summary>
    /// <inheritdoc cref="SetAvailability"/>
    public void AddAvailability(int row, DateOnly day, double inStockShare, double views)
    {
        if (TryCell(row, day, out var cell))
        {
            // A day that nobody looked at tells by its shares alone: it could be had where it could best be had.
            var (before, isFirst) = (Math.Max(0, _views[cell]), _views[cell] < 0);
            var all = before + views;
            _inStock[cell] = all > 0 ? (float)(((_inStock[cell] * before) + (inStockShare * views)) / all)
                : isFirst ? (float)inStockShare : Math.Max(_inStock[cell], (float)inStockShare);
            _views[cell] = (float)all;
        }
    }

    /// <summary>Notes the share of a day's demand that could be had; views stay as they are.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">The day; one outside the book is left out.</param>
    /// <param name="share">0 to 1.</param>
    public void SetInStock(int row, DateOnly day, double share)
    {
        if (TryCell(row, day, out var cell))
        {
            _inStock[cell] = (float)share;
        }
    }

    /// <summary>Notes the price of a product from one day to another, as a multiple of its usual price.</summary>
    public void SetPriceRatio(int row, DateOnly from, DateOnly to, double ratio)
    {
        var width = _capacityDays + DemandInputs.HorizonDays;
        var first = Math.Max(0, from.DayNumber - FirstDay.DayNumber);
        var last = Math.Min(width - 1, to.DayNumber - FirstDay.DayNumber);
        if (first <= last)
        {
            _priceRatios.AsSpan((row * width) + first, last - first + 1).Fill((float)ratio);
        }
    }

    /// <summary>Units sold on a day.</summary>
    public float Sales(int row, int day) => _sales[(row * _capacityDays) + day];

    /// <summary>The price on a day as a multiple of the usual price; 1 outside the book.</summary>
    public double PriceRatio(int row, DateOnly day)
    {
        var (width, index) = (_capacityDays + DemandInputs.HorizonDays, day.DayNumber - FirstDay.DayNumber);
        return index >= 0 && index < width ? _priceRatios[(row * width) + index] : 1;
    }

    /// <summary>Everything that a forecaster may look at, as of today, of all products: a copy of the book.</summary>
    public DemandInputs Inputs() => Inputs([.. Enumerable.Range(0, Products.Count)]);

    /// <summary>The same of some products: a copy, so that who looks at a part pays for a part.</summary>
    /// <param name="rows">Their rows, in the order wanted.</param>
    public DemandInputs Inputs(ReadOnlySpan<int> rows) => new()
    {
        FirstDay = FirstDay,
        Days = Days,
        Products = Products.Pick(rows),
        Sales = Window(_sales, _capacityDays, rows, Days),
        InStock = Window(_inStock, _capacityDays, rows, Days),
        Views = Window(_views, _capacityDays, rows, Days),
        PriceRatios = Window(
            _priceRatios, _capacityDays + DemandInputs.HorizonDays, rows, Days + DemandInputs.HorizonDays),
        Events = _events,
        Attributes = _attributes,
    };

    /// <inheritdoc cref="DemandInputs.SampleRows"/>
    public int[] SampleRows(int most) => DemandInputs.SampleRows(Products, most);

    /// <summary>An independent copy, for a simulated world of its own.</summary>
    /// <param name="furtherDays">How many more days the copy can hold.</param>
    public DemandBook Copy(int furtherDays)
    {
        var copy = new DemandBook(FirstDay, Days + furtherDays, Products, _events, _attributes) { Days = Days };
        var (from, to) = (_capacityDays, copy._capacityDays);
        CopyRows(_sales, from, copy._sales, to, Days);
        CopyRows(_inStock, from, copy._inStock, to, Days);
        CopyRows(_views, from, copy._views, to, Days);
        CopyRows(_priceRatios, from + DemandInputs.HorizonDays, copy._priceRatios, to + DemandInputs.HorizonDays,
            Math.Min(from, to) + DemandInputs.HorizonDays);
        return copy;
    }

    private void CopyRows(float[] source, int sourceWidth, float[] target, int targetWidth, int count)
    {
        for (var row = 0; row < Products.Count; row++)
        {
            source.AsSpan(row * sourceWidth, count).CopyTo(target.AsSpan(row * targetWidth));
        }
    }

    private static Matrix Window(float[] values, int width, ReadOnlySpan<int> rows, int days)
    {
        var window = GC.AllocateUninitializedArray<float>(
            Cells.Of(rows.Length, days, "values by product and day"));
        for (var i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * width, days).CopyTo(window.AsSpan(i * days));
        }

        return new(days, window);
    }

    private bool TryCell(int row, DateOnly day, out int cell)
    {
        var index = day.DayNumber - FirstDay.DayNumber;
        cell = (row * _capacityDays) + index;
        return index >= 0 && index < _capacityDays;
    }
}
