using Quartermaster.Domain;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>Notes during which part of a day each product could be had anywhere: what a shop's page views would show.
/// </summary>
/// <param name="products">The number of products.</param>
internal sealed class StockWatch(int products)
{
    private const int MinutesPerDay = 1_440;

    // Minute since which a product is out; −1 while it is in stock.
    private readonly int[] _outSince = [.. Enumerable.Repeat(-1, products)];

    /// <summary>Starts a day, after the morning's arrivals.</summary>
    internal void StartDay(Func<int, bool> isInStock)
    {
        for (var row = 0; row < _outSince.Length; row++)
        {
            _outSince[row] = isInStock(row) ? -1 : 0;
        }
    }

    /// <summary>Notes that the last unit of a product was sold.</summary>
    internal void RunOut(int row, int minuteOfDay) =>
        _outSince[row] = _outSince[row] < 0 ? Math.Clamp(minuteOfDay, 0, MinutesPerDay) : _outSince[row];

    /// <summary>Ends a day: tells the book the share of it that each product was in stock.</summary>
    internal void EndDay(DemandBook book, DateOnly day)
    {
        for (var row = 0; row < _outSince.Length; row++)
        {
            var outMinutes = _outSince[row] >= 0 ? MinutesPerDay - _outSince[row] : 0;
            book.SetAvailability(row, day, 1 - ((double)outMinutes / MinutesPerDay), views: -1);
        }
    }
}
