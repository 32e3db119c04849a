using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>Reads a workspace's demand history into a book: joins at the door, arithmetic in the room.</summary>
public static class DemandBookReader
{
    private const double LowestRatio = 0.1;
    private const double HighestRatio = 10;

    /// <summary>The history of every active product up to, and without, a day.</summary>
    /// <param name="tables">The workspace's tables.</param>
    /// <param name="today">The first day that has not happened.</param>
    /// <param name="mostDays">How many days to look back; 1 or more.</param>
    /// <param name="furtherDays">How many more days the book can hold.</param>
    /// <param name="isPast">Whether the day lies inside the history: what begins on it or later, prices and launches,
    /// was
    /// perhaps not known then and is not told. The last price holds.</param>
    /// <param name="room">Where the book's values are held; null for memory.</param>
    /// <param name="cancel">Asked between parts of the sales and views.</param>
    public static DemandBook Read(
        ITables tables, DateOnly today, int mostDays, int furtherDays = 0, bool isPast = false,
        CellRoom? room = null, CancellationToken cancel = default)
    {
        var products = tables.Read<Product>();
        var (last, unknownFrom) = (today.AddDays(-1), isPast ? today : DateOnly.MaxValue);
        var earliest = today.AddDays(-mostDays);
        var firstDay = tables.FirstSale(earliest, last) ?? last;
        var prices = UsualPrices.Of(tables.Read<Price>(), tables.Catalog.Of<ProductId>().Count, today);
        var book = new DemandBook(firstDay, today.DayNumber - firstDay.DayNumber + furtherDays,
            FactsOf(tables, products, firstDay, prices, unknownFrom), tables.Read<PlannedEvent>(),
            tables.Read<ProductAttribute>(), room);

        var rowOf = ProductRows.ById(products, tables.Catalog.Of<ProductId>().Count);
        foreach (var part in tables.SoldLines(earliest, last))
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var line in part.Rows)
            {
                if (rowOf[line.Product.Value] >= 0)
                {
                    book.AddSales(rowOf[line.Product.Value], line.Day, line.Units);
                }
            }
        }

        if (AddViews(book, tables, rowOf, cancel))
        {
            HoursInStock.Apply(book, tables, rowOf, today, cancel);
        }

        AddPrices(book, tables, rowOf, prices, unknownFrom);
        book.AdvanceTo(today);
        return book;
    }

    private static Table<ProductFacts> FactsOf(
        ITables tables, Table<Product> products, DateOnly firstDay, double[] usualPrices, DateOnly unknownFrom)
    {
        var facts = new ProductFacts[products.Count];
        for (var row = 0; row < facts.Length; row++)
        {
            ref readonly var product = ref products.Rows[row];
            facts[row] = new(product.Id, tables.Catalog.KeyOf(product.Id), product.Category,
                product.LaunchDay == default ? -1
                    : product.LaunchDay >= unknownFrom ? ProductFacts.NotLaunched
                    : product.LaunchDay.DayNumber - firstDay.DayNumber,
                product.EndDay == default ? int.MaxValue : product.EndDay.DayNumber - firstDay.DayNumber,
                usualPrices[product.Id.Value]);
        }

        return new(facts);
    }

    // Views of several regions are added up; shares in stock are weighed by views.
    // Whether some say which hours were without stock.
    private static bool AddViews(DemandBook book, ITables tables, int[] rowOf, CancellationToken cancel)
    {
        var (haveHours, haveViews) = (false, false);
        foreach (var batch in tables.Stream<View>())
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var view in batch.Rows)
            {
                if (rowOf[view.Product.Value] >= 0)
                {
                    book.AddAvailability(rowOf[view.Product.Value], view.Day, view.InStockShare, view.Views);
                    haveHours |= view.StockOutHours >= 0;
                    haveViews |= view.Views > 0;
                }
            }
        }

        if (!haveViews)
        {
            AddShares(book, tables, rowOf);
        }

        return haveHours;
    }

    // Nobody counted views: shares are taken as they are, those of several regions alike.
    private static void AddShares(DemandBook book, ITables tables, int[] rowOf)
    {
        var (last, shares, count) = ((Row: -1, Day: default(DateOnly)), 0.0, 0);
        var rows = tables.Stream<View>().SelectMany(batch => batch.Rows.ToArray())
            .Where(view => rowOf[view.Product.Value] >= 0)
            .Select(view => (Row: rowOf[view.Product.Value], view.Day, view.InStockShare))
            .OrderBy(view => view.Row).ThenBy(view => view.Day);
        foreach (var (row, day, share) in rows)
        {
            (shares, count) = last == (row, day) ? (shares + share, count + 1) : (share, 1);
            last = (row, day);
            book.SetAvailability(row, day, shares / count, -1);
        }
    }

    private static void AddPrices(
        DemandBook book, ITables tables, int[] rowOf, double[] usualPrices, DateOnly unknownFrom)
    {
        foreach (var price in tables.Read<Price>().Rows)
        {
            var (row, usual) = (rowOf[price.Product.Value], usualPrices[price.Product.Value]);
            if (row >= 0 && usual > 0 && price.Region == default && price.Owner == default
                && price.FromDay < unknownFrom)
            {
                var ratio = price.UnitPrice.Micros / 1e6 / usual;
                var isOpen = price.ToDay == default || price.ToDay >= unknownFrom;
                book.SetPriceRatio(row, price.FromDay, isOpen ? DateOnly.MaxValue : price.ToDay,
                    Math.Clamp(ratio, LowestRatio, HighestRatio));
            }
        }
    }
}
