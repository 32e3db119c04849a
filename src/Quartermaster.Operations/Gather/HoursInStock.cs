using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.StockOuts;

namespace Quartermaster.Operations.Gather;

/// <summary>Where views say which hours were without stock: the share of a day's demand that the other hours carry,
/// instead of a share of views.</summary>
/// <remarks>A series is a product in a region, or everywhere. Its days without hours count by their share in stock, or
/// as in stock throughout. An hour without stock in which something was sold is one in which stock ran out, nobody
/// knows when. A day of which all hours are called so teaches nothing of hours: if something was sold on it, that is a
/// contradiction, and forecasters take its sales for the least that was wanted. Several regions of a product count by
/// their demand. Hours and days are UTC, as sales are.</remarks>
internal static class HoursInStock
{
    private const int Hours = 24;
    private const int AllHours = (1 << Hours) - 1;

    // Hours that are looked at together: patterns of the day are shared by the series of a block.
    private const int MostCells = 20_000_000;

    /// <summary>Puts shares into a book, on the days whose hours are known.</summary>
    /// <param name="book">The history, to be changed.</param>
    /// <param name="tables">The workspace's tables.</param>
    /// <param name="rowOf">The row by product identifier; −1 for none.</param>
    /// <param name="today">The first day that has not happened.</param>
    /// <param name="cancel">Asked between products.</param>
    internal static void Apply(
        DemandBook book, ITables tables, int[] rowOf, DateOnly today, CancellationToken cancel)
    {
        var series = SeriesOf(book, tables, rowOf, today, out var from);
        if (series.Count == 0)
        {
            return;
        }

        var days = today.DayNumber - from.DayNumber;
        var known = new Dictionary<int, DayShares>();
        foreach (var block in series.Chunk(Math.Max(1, MostCells / (days * Hours))))
        {
            var sales = Read(block, tables, book, from, days);
            AddShares(block, StockOutRecovery.Learn(sales, cancel: cancel), days, known);
        }

        foreach (var (row, shares) in known)
        {
            for (var day = 0; day < days; day++)
            {
                if (shares.Knows(day))
                {
                    book.SetInStock(row, from.AddDays(day), shares.Of(day));
                }
            }
        }
    }

    // Those of which some day's hours are known, categories together; and the first such day.
    private static List<Series> SeriesOf(
        DemandBook book, ITables tables, int[] rowOf, DateOnly today, out DateOnly from)
    {
        var found = new Dictionary<(int Row, RegionId Region), Series>();
        from = today;
        foreach (var view in tables.Stream<View>().SelectMany(batch => batch.Rows.ToArray()))
        {
            if (view.StockOutHours >= 0 && Holds(book, rowOf, view, today))
            {
                var row = rowOf[view.Product.Value];
                found.TryAdd((row, view.Region), new(row, view.Product, view.Region,
                    book.Products.Rows[row].Category.Value));
                from = view.Day < from ? view.Day : from;
            }
        }

        var first = from;
        foreach (var view in tables.Stream<View>().SelectMany(batch => batch.Rows.ToArray()))
        {
            if (view.Day >= first && Holds(book, rowOf, view, today)
                && found.TryGetValue((rowOf[view.Product.Value], view.Region), out var series))
            {
                series.Days.Add(view.Day.DayNumber - first.DayNumber, (view.StockOutHours, view.InStockShare));
            }
        }

        return [.. found.Values.OrderBy(one => one.Category).ThenBy(one => one.Row).ThenBy(one => one.Region.Value)];
    }

    private static bool Holds(DemandBook book, int[] rowOf, View view, DateOnly today) =>
        rowOf[view.Product.Value] >= 0 && view.Day >= book.FirstDay && view.Day < today;

    private static HourlySales Read(
        Series[] block, ITables tables, DemandBook book, DateOnly from, int days)
    {
        var width = days * Hours;
        var (sold, inStock) = (new float[block.Length * width], new float[block.Length * width]);
        var places = Enumerable.Range(0, block.Length).ToDictionary(i => (block[i].Product, block[i].Region));
        ProductId[] products = [.. block.Select(series => series.Product).Distinct()];
        foreach (var hour in tables.SalesByHour(from, from.AddDays(days - 1), products).Rows)
        {
            var at = ((hour.Day.DayNumber - from.DayNumber) * Hours) + hour.Hour;
            Add((hour.Product, hour.Region), at, hour.Units);
            Add((hour.Product, hour.Region == default ? new(-1) : default), at, hour.Units);
        }

        for (var i = 0; i < block.Length; i++)
        {
            var life = book.Products.Rows[block[i].Row];
            var offset = from.DayNumber - book.FirstDay.DayNumber;
            for (var day = 0; day < days; day++)
            {
                var isSold = day + offset >= life.LaunchDay && day + offset <= life.EndDay;
                var (hours, share) = block[i].On(day);
                for (var hour = 0; hour < Hours; hour++)
                {
                    var at = (i * width) + (day * Hours) + hour;
                    inStock[at] = !isSold ? 0 : hours < 0 ? (float)share
                        : ((hours >> hour) & 1) == 0 ? 1
                        : hours != AllHours && sold[at] > 0 ? float.NaN : 0;
                }
            }
        }

        return new()
        {
            FirstDay = from, Days = days, Hours = Hours, Categories = [.. block.Select(series => series.Category)],
            Sales = new(width, sold), InStock = new(width, inStock),
        };

        void Add((ProductId, RegionId) key, int at, int units)
        {
            if (places.TryGetValue(key, out var place))
            {
                sold[(place * width) + at] += units;
            }
        }
    }

    private static void AddShares(
        Series[] block, StockOutRecovery recovery, int days, Dictionary<int, DayShares> known)
    {
        var (sales, inStock) = recovery.Days();
        for (var i = 0; i < block.Length; i++)
        {
            if (!known.TryGetValue(block[i].Row, out var shares))
            {
                known.Add(block[i].Row, shares = new(days));
            }

            var (units, seen) = (0.0, 1e-9);
            for (var day = 0; day < days; day++)
            {
                units += sales.Row(i)[day];
                seen += inStock.Row(i)[day];
            }

            for (var day = 0; day < days; day++)
            {
                shares.Add(day, inStock.Row(i)[day], Math.Max(1e-6, units / seen),
                    block[i].On(day).Hours >= 0);
            }
        }
    }

    private sealed record Series(int Row, ProductId Product, RegionId Region, int Category)
    {
        // By day from the first whose hours are known: hours without stock, −1 if not known, and share in stock.
        internal Dictionary<int, (int Hours, double Share)> Days { get; } = [];

        internal (int Hours, double Share) On(int day) => Days.GetValueOrDefault(day, (-1, 1.0));
    }

    // Shares of a product's regions, each weighed by what it sells on a day in stock.
    private sealed class DayShares(int days)
    {
        private readonly double[] _seen = new double[days];
        private readonly double[] _all = new double[days];
        private readonly bool[] _known = new bool[days];

        internal void Add(int day, double share, double weight, bool isKnown)
        {
            _seen[day] += weight * share;
            _all[day] += weight;
            _known[day] |= isKnown;
        }

        internal bool Knows(int day) => _known[day];

        internal double Of(int day) => _seen[day] / _all[day];
    }
}
