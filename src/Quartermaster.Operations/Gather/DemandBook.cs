using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>What is known of demand, product by product and day by day, as days are added to it.</summary>
/// <remarks>The one place that turns tables into a forecaster's inputs; the simulator adds its days to the same book.
/// Not thread-safe: one planner, or one simulated world, owns it.</remarks>
public sealed class DemandBook
{
    private const float AllInStock = 1;
    private const float NotCounted = -1;

    private readonly int _capacityDays;
    private readonly float[] _sales;
    private readonly float[] _priceRatios;
    private readonly Table<PlannedEvent> _events;
    private readonly Table<ProductAttribute> _attributes;

    // Null until something is noted: nobody counted views, and all days are taken to have been in stock.
    private float[]? _inStock;
    private float[]? _views;
    private bool _isShared;

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
        _sales = new float[cells];
        _priceRatios = new float[
            Cells.Of(products.Count, capacityDays + DemandInputs.HorizonDays, "prices by product and day")];
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
            (InStock[cell], Views[cell]) = ((float)inStockShare, (float)views);
        }
    }

    /// <summary>Adds views of one region to a day's; shares in stock are weighed by views.</summary>
    /// <inheritdoc cref="SetAvailability"/>
    public void AddAvailability(int row, DateOnly day, double inStockShare, double views)
    {
        if (TryCell(row, day, out var cell))
        {
            // A day that nobody looked at tells by its shares alone: it could be had where it could best be had.
            var (before, isFirst) = (Math.Max(0, Views[cell]), Views[cell] < 0);
            var all = before + views;
            InStock[cell] = all > 0 ? (float)(((InStock[cell] * before) + (inStockShare * views)) / all)
                : isFirst ? (float)inStockShare : Math.Max(InStock[cell], (float)inStockShare);
            Views[cell] = (float)all;
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
            InStock[cell] = (float)share;
        }
    }

    /// <summary>Notes the price of a product from one day to another, as a multiple of its usual price.</summary>
    public void SetPriceRatio(int row, DateOnly from, DateOnly to, double ratio)
    {
        var width = _capacityDays + DemandInputs.HorizonDays;
        var first = Math.Max(0, from.DayNumber - FirstDay.DayNumber);
        var last = Math.Min(width - 1, to.DayNumber - FirstDay.DayNumber);
        RequireNotShared();
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

    /// <summary>Everything that a forecaster may look at, as of today, of all products.</summary>
    /// <inheritdoc cref="Inputs(ReadOnlySpan{int})"/>
    public DemandInputs Inputs() => Inputs(0, Products.Count);

    /// <summary>The same of consecutive products.</summary>
    /// <param name="first">The first one's row.</param>
    /// <param name="count">How many.</param>
    /// <inheritdoc cref="Inputs(ReadOnlySpan{int})"/>
    public DemandInputs Inputs(int first, int count)
    {
        if (Days < _capacityDays)
        {
            return Inputs([.. Enumerable.Range(first, count)]);
        }

        _isShared = true;
        return Of(
            Products.Slice(first, count), new Matrix(_capacityDays, _sales).Slice(first, count),
            _inStock is null ? null : new Matrix(_capacityDays, _inStock).Slice(first, count),
            _views is null ? null : new Matrix(_capacityDays, _views).Slice(first, count),
            new Matrix(_capacityDays + DemandInputs.HorizonDays, _priceRatios).Slice(first, count));
    }

    /// <summary>The same of some products.</summary>
    /// <param name="rows">Their rows, in the order wanted.</param>
    /// <remarks>A book that has no room for more days shares its memory where rows are consecutive, and then takes in
    /// nothing more; any other makes a copy, so that who looks at a part pays for a part.</remarks>
    public DemandInputs Inputs(ReadOnlySpan<int> rows) => Of(
        Products.Pick(rows), Window(_sales, _capacityDays, rows, Days),
        _inStock is null ? null : Window(_inStock, _capacityDays, rows, Days),
        _views is null ? null : Window(_views, _capacityDays, rows, Days),
        Window(_priceRatios, _capacityDays + DemandInputs.HorizonDays, rows, Days + DemandInputs.HorizonDays));

    private DemandInputs Of(
        Table<ProductFacts> products, Matrix sales, Matrix? inStock, Matrix? views, Matrix priceRatios) => new()
    {
        FirstDay = FirstDay,
        Days = Days,
        Products = products,
        Sales = sales,
        InStock = inStock ?? Matrix.Repeated(Filled(Days, AllInStock), products.Count),
        Views = views ?? Matrix.Repeated(Filled(Days, NotCounted), products.Count),
        PriceRatios = priceRatios,
        Events = _events,
        Attributes = _attributes,
    };

    /// <summary>The same of at most so many products, those of <see cref="DemandInputs.SampleRows"/>.</summary>
    public DemandInputs Sample(int most) =>
        Products.Count <= most ? Inputs() : Inputs(DemandInputs.SampleRows(Products, most));

    /// <summary>An independent copy, for a simulated world of its own.</summary>
    /// <param name="furtherDays">How many more days the copy can hold.</param>
    public DemandBook Copy(int furtherDays)
    {
        var copy = new DemandBook(FirstDay, Days + furtherDays, Products, _events, _attributes) { Days = Days };
        var (from, to) = (_capacityDays, copy._capacityDays);
        CopyRows(_sales, from, copy._sales, to, Days);
        if (_inStock is not null)
        {
            CopyRows(_inStock, from, copy.InStock, to, Days);
        }

        if (_views is not null)
        {
            CopyRows(_views, from, copy.Views, to, Days);
        }

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

    private float[] InStock => _inStock ??= Filled(_sales.Length, AllInStock);

    private float[] Views => _views ??= Filled(_sales.Length, NotCounted);

    private static float[] Filled(int length, float value)
    {
        var values = GC.AllocateUninitializedArray<float>(length);
        Array.Fill(values, value);
        return values;
    }

    private void RequireNotShared()
    {
        if (_isShared)
        {
            throw new InvalidOperationException(
                "The book was handed out as it is: add days to a copy of it that has room for them.");
        }
    }

    private bool TryCell(int row, DateOnly day, out int cell)
    {
        RequireNotShared();
        var index = day.DayNumber - FirstDay.DayNumber;
        cell = (row * _capacityDays) + index;
        return index >= 0 && index < _capacityDays;
    }
}
