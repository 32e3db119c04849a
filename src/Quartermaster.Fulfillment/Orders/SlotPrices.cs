using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>What a unit picked and shipped costs by FC and ship day, where outbound capacity is short: a shadow price,
/// not paid to anybody.</summary>
public sealed class SlotPrices
{
    /// <summary>The highest price of a unit, currency.</summary>
    public const double Most = 1e6;

    private readonly long[] _micros;
    private readonly int _firstDay;
    private readonly int _days;

    // Of the days before each.
    private readonly int[] _pricedDays;

    /// <summary>Takes prices.</summary>
    /// <param name="perUnit">Currency per unit by origin of the route table × day; 0 to 10⁶.</param>
    /// <param name="firstDay">The first ship day.</param>
    /// <param name="days">Days per origin; 1 or more. Beyond them a unit costs nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A price is not from 0 to 10⁶, or there are no days.</exception>
    public SlotPrices(ReadOnlySpan<double> perUnit, DateOnly firstDay, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        _micros = new long[perUnit.Length];
        for (var i = 0; i < perUnit.Length; i++)
        {
            if (perUnit[i] is not (>= 0 and <= Most))
            {
                throw new ArgumentOutOfRangeException(nameof(perUnit), perUnit[i],
                    $"The price of a slot is 0 to 10⁶ a unit; row {i} says {perUnit[i]}. Look at the price board.");
            }

            _micros[i] = (long)Math.Round(perUnit[i] * 1e6);
        }

        (_firstDay, _days) = (firstDay.DayNumber, days);
        _pricedDays = new int[days + 1];
        for (var day = 0; day < days; day++)
        {
            var isPriced = false;
            for (var at = day; at < _micros.Length; at += days)
            {
                isPriced |= _micros[at] > 0;
            }

            _pricedDays[day + 1] = _pricedDays[day] + (isPriced ? 1 : 0);
        }
    }

    /// <summary>Reads the outbound prices of a board: by how much each center's is above the day's least.</summary>
    /// <remarks>Hands of a day cannot be kept. What all centers cost alike would only send orders to other days, all at
    /// once, and leave the day's hands unused: see Planning/Outbound/README.md.</remarks>
    /// <param name="board">The board.</param>
    /// <param name="origins">The route table's FCs.</param>
    /// <param name="firstDay">The first ship day.</param>
    /// <param name="days">Days; 1 or more.</param>
    public static SlotPrices Of(PriceBoard board, ReadOnlySpan<FacilityId> origins, DateOnly firstDay, int days)
    {
        var prices = new double[origins.Length * days];
        for (var i = 0; i < prices.Length; i++)
        {
            prices[i] = board.PriceOf(origins[i / days], Resource.Outbound, default, firstDay.AddDays(i % days));
        }

        TellCentersApart(prices, days);
        return new(prices, firstDay, days);
    }

    private static void TellCentersApart(double[] prices, int days)
    {
        for (var day = 0; day < days; day++)
        {
            var least = double.PositiveInfinity;
            for (var at = day; at < prices.Length; at += days)
            {
                least = Math.Min(least, prices[at]);
            }

            for (var at = day; at < prices.Length; at += days)
            {
                prices[at] -= least;
            }
        }
    }

    /// <summary>Reads the outbound prices of a board for every ship day of a table; null where none is above 0.
    /// </summary>
    /// <param name="board">The board; null for none.</param>
    /// <param name="routes">The ways there are.</param>
    public static SlotPrices? Of(PriceBoard? board, RouteTable routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        if (board is null || board.Count == 0)
        {
            return null;
        }

        // Ship days are UTC days, the table's are local ones.
        var prices = Of(board, routes.Origins, routes.FirstDay.AddDays(-1), routes.Days + 2);
        return prices.AreAnyBetween(int.MinValue, int.MaxValue) ? prices : null;
    }

    /// <summary>Whether any FC's unit costs something on some ship day.</summary>
    /// <param name="first">The first day number.</param>
    /// <param name="last">The last one.</param>
    public bool AreAnyBetween(int first, int last)
    {
        var start = Math.Max(0L, (long)first - _firstDay);
        var end = Math.Min(_days - 1L, (long)last - _firstDay);
        return start <= end && _pricedDays[end + 1] > _pricedDays[start];
    }

    /// <summary>What a unit costs, micros.</summary>
    /// <param name="origin">The FC's index among the route table's origins.</param>
    /// <param name="shipDay">The day number of the ship day.</param>
    public long MicrosOf(int origin, int shipDay)
    {
        var (day, at) = (shipDay - _firstDay, (origin * _days) + shipDay - _firstDay);
        return day >= 0 && day < _days && at < _micros.Length ? _micros[at] : 0;
    }
}

/// <summary>Reads the price of the slot that a parcel takes.</summary>
internal static class SlotPrice
{
    internal static long Of(OrderInputs inputs, int origin, int option) => inputs.SlotPrices is null ? 0
        : inputs.SlotPrices.MicrosOf(origin, inputs.Routes.ShipDayOf(option));
}
