using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What is forgotten of the past, and what is not, so that memory is bounded.</content>
public sealed partial class GoodsLedger
{
    /// <summary>An instant for <see cref="Remember"/>: until it is given another one.</summary>
    public static Instant ForGood { get; } = Instant.Of(DateOnly.MaxValue);

    /// <summary>Forgets keys and closed orders of days before one, and refuses such entries and orders from now on.
    /// </summary>
    /// <remarks>
    /// Bounds memory. Safe as long as a repetition carries the instant of the original. Open orders stay, and so do the
    /// last statement of each state (<see cref="StockStatements"/>), the names of stock files (<see
    /// cref="OpeningStock"/>), and keys that are to stay (<see cref="Remember"/>). O(remembered).
    /// </remarks>
    public void Forget(DateOnly before)
    {
        if (before.DayNumber > _keys.FirstDay)
        {
            IsMidway = true;
            _keys.Forget(before.DayNumber, [.. StockStatements.LastKeys(this), .. StockFiles.LastKeys(this)]);
            NameChanges(number => !_orders[number].IsOpen && _orders[number].Day < before.DayNumber);
            _orders.Forget(before.DayNumber);
            Tape?.Forget(before);
            IsMidway = false;
        }
    }

    /// <summary>Has a key remembered as if it had been posted at another instant: later, because what it stands for is
    /// not over yet (<see cref="ForGood"/> while nobody knows when), or earlier, because it is.</summary>
    /// <param name="key">A key that was posted; of another one nothing is done.</param>
    /// <param name="at">As if it had been posted then.</param>
    /// <returns>Whether it was moved to another day.</returns>
    public bool Remember(EntryKey key, Instant at)
    {
        if (!IsInstant(at))
        {
            return false;
        }

        IsMidway = true;
        var isMoved = _keys.Move(key, DayOf(at));
        if (isMoved)
        {
            Tape?.Remember(key, at);
        }

        IsMidway = false;
        return isMoved;
    }

    /// <summary>The latest day of an order or a key that is remembered, up to one; the first of all days where there is
    /// none. O(remembered).</summary>
    public DateOnly LastDay(DateOnly through) => DateOnly.FromDayNumber(
        Math.Max(_orders.LastDay(through.DayNumber), _keys.LastDay(through.DayNumber)));
}
