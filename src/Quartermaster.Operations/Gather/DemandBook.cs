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
    private readonly DayCells _sales;
    private readonly DayCells _inStock;
    private readonly DayCells _views;
    private readonly DayCells _priceRatios;
    private readonly Table<PlannedEvent> _events;
    private readonly Table<ProductAttribute> _attributes;

    private bool _isShared;

    /// <summary>An empty book: nothing sold, everything in stock, no view counted, prices as usual.</summary>
    /// <param name="firstDay">The first day it can hold.</param>
    /// <param name="capacityDays">How many days it can hold, the days to come included; 1 or more.</param>
    /// <param name="products">The products, in the order of every row of the house.</param>
    /// <param name="events">What is planned.</param>
    /// <param name="attributes">Attribute values, sorted by product.</param>
    /// <param name="room">Where values are held; null for memory.</param>
    public DemandBook(
        DateOnly firstDay,
        int capacityDays,
        Table<ProductFacts> products,
        Table<PlannedEvent> events,
        Table<ProductAttribute> attributes,
        CellRoom? room = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityDays, 1);
        (FirstDay, _capacityDays, Products, _events, _attributes) =
            (firstDay, capacityDays, products, events, attributes);
        room ??= cells => GC.AllocateUninitializedArray<float>(cells);
        _sales = Of(capacityDays, 0, "sales by product and day");
        _inStock = Of(capacityDays, 1, "days in stock by product");
        _views = Of(capacityDays, -1, "views by product and day");
        _priceRatios = Of(capacityDays + DemandInputs.HorizonDays, 1, "prices by product and day");

        DayCells Of(int days, float usual, string what) => new(products.Count, days, usual, room, what);
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
        if (IsWithin(day, out var at))
        {
            _sales.Set(row, at, _sales.Get(row, at) + units);
        }
    }

    /// <summary>Notes how often a product was looked at on a day, and whether it could be had.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">The day; one outside the book is left out.</param>
    /// <param name="inStockShare">0 to 1.</param>
    /// <param name="views">Views; negative if not known.</param>
    public void SetAvailability(int row, DateOnly day, double inStockShare, double views)
    {
        if (IsWithin(day, out var at))
        {
            _inStock.Set(row, at, (float)inStockShare);
            _views.Set(row, at, (float)views);
        }
    }

    /// <summary>Adds views of one region to a day's; shares in stock are weighed by views.</summary>
    /// <inheritdoc cref="SetAvailability"/>
    public void AddAvailability(int row, DateOnly day, double inStockShare, double views)
    {
        if (IsWithin(day, out var at))
        {
            // A day that nobody looked at tells by its shares alone: it could be had where it could best be had.
            var (share, isFirst) = (_inStock.Get(row, at), _views.Get(row, at) < 0);
            var before = Math.Max(0, _views.Get(row, at));
            var all = before + views;
            _inStock.Set(row, at, all > 0 ? (float)(((share * before) + (inStockShare * views)) / all)
                : isFirst ? (float)inStockShare : Math.Max(share, (float)inStockShare));
            _views.Set(row, at, (float)all);
        }
    }

    /// <summary>Notes the share of a day's demand that could be had; views stay as they are.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">The day; one outside the book is left out.</param>
    /// <param name="share">0 to 1.</param>
    public void SetInStock(int row, DateOnly day, double share)
    {
        if (IsWithin(day, out var at))
        {
            _inStock.Set(row, at, (float)share);
        }
    }

    /// <summary>Notes the price of a product from one day to another, as a multiple of its usual price.</summary>
    public void SetPriceRatio(int row, DateOnly from, DateOnly to, double ratio)
    {
        var first = Math.Max(0, from.DayNumber - FirstDay.DayNumber);
        var last = Math.Min(_priceRatios.Days - 1, to.DayNumber - FirstDay.DayNumber);
        RequireNotShared();
        if (first <= last)
        {
            _priceRatios.Fill(row, first, last - first + 1, (float)ratio);
        }
    }

    /// <summary>Units sold on a day.</summary>
    public float Sales(int row, int day) => _sales.Get(row, day);

    /// <summary>The price on a day as a multiple of the usual price; 1 outside the book.</summary>
    public double PriceRatio(int row, DateOnly day)
    {
        var index = day.DayNumber - FirstDay.DayNumber;
        return index >= 0 && index < _priceRatios.Days ? _priceRatios.Get(row, index) : 1;
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
        return Of(Products.Slice(first, count), (cells, _) => cells.Share(first, count));
    }

    /// <summary>The same of some products.</summary>
    /// <param name="rows">Their rows, in the order wanted.</param>
    /// <remarks>A book that has no room for more days shares its memory where rows are consecutive, and then takes in
    /// nothing more; any other makes a copy, so that who looks at a part pays for a part.</remarks>
    public DemandInputs Inputs(ReadOnlySpan<int> rows)
    {
        var own = rows.ToArray();
        return Of(Products.Pick(rows), (cells, days) => cells.Copy(own, days));
    }

    private DemandInputs Of(Table<ProductFacts> products, Func<DayCells, int, Matrix> read) => new()
    {
        FirstDay = FirstDay,
        Days = Days,
        Products = products,
        Sales = read(_sales, Days),
        InStock = read(_inStock, Days),
        Views = read(_views, Days),
        PriceRatios = read(_priceRatios, Days + DemandInputs.HorizonDays),
        Events = _events,
        Attributes = _attributes,
    };

    /// <summary>The same of at most so many products, those of <see cref="DemandInputs.SampleRows"/>.</summary>
    public DemandInputs Sample(int most) =>
        Products.Count <= most ? Inputs() : Inputs(DemandInputs.SampleRows(Products, most));

    /// <summary>An independent copy in memory, for a simulated world of its own.</summary>
    /// <param name="furtherDays">How many more days the copy can hold.</param>
    public DemandBook Copy(int furtherDays)
    {
        var copy = new DemandBook(FirstDay, Days + furtherDays, Products, _events, _attributes)
        {
            Days = Days,
        };
        copy._sales.Take(_sales, Days);
        copy._inStock.Take(_inStock, Days);
        copy._views.Take(_views, Days);
        copy._priceRatios.Take(_priceRatios, Math.Min(_priceRatios.Days, copy._priceRatios.Days));
        return copy;
    }

    private void RequireNotShared()
    {
        if (_isShared)
        {
            throw new InvalidOperationException(
                "The book was handed out as it is: add days to a copy of it that has room for them.");
        }
    }

    private bool IsWithin(DateOnly day, out int at)
    {
        RequireNotShared();
        at = day.DayNumber - FirstDay.DayNumber;
        return at >= 0 && at < _capacityDays;
    }
}
