using System.Numerics;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

// The short way: of each FC only the cheapest ways in time, as the route table remembers them.
internal readonly ref partial struct ParcelChoices
{
    private const int FetchedAhead = 6;

    /// <summary>The ways that can be best where ship days have room; null if every way must be looked at.</summary>
    internal CheapWays? Cheapest()
    {
        if (HaveSlotPrices())
        {
            return null;
        }

        var handling = inputs.Terms.Rows[_lines[0].Product.Value].HandlingMinutes;
        foreach (ref readonly var line in _lines)
        {
            if (inputs.Terms.Rows[line.Product.Value].HandlingMinutes != handling)
            {
                return null;
            }
        }

        return inputs.Routes.CheapestTo(request.Region, _minute + handling, request.DeadlineMinute);
    }

    // Whether a ship day from which the order can be delivered in time has a price at some FC.
    private bool HaveSlotPrices() => inputs.SlotPrices is { } prices
        && prices.AreAnyBetween(LiveSlots.DayOf(_minute), LiveSlots.DayOf(request.DeadlineMinute));

    // From now on a line that the FCs with a way in time do not have enough of is looked for nowhere.
    private void LeaveOutMissing(ulong inTime)
    {
        for (var line = 0; line < _lines.Length; line++)
        {
            _stocked[line] &= inTime;
            var free = _free.Slice(line * inputs.Routes.Origins.Length, inputs.Routes.Origins.Length);
            var units = 0L;
            for (var left = _stocked[line]; left != 0 && units < _lines[line].Units; left &= left - 1)
            {
                units += free[BitOperations.TrailingZeroCount(left)];
            }

            _stocked[line] = units >= _lines[line].Units ? _stocked[line] : 0;
        }
    }

    /// <summary>How many of them leave from FCs that have any of the goods. Lines that no FCs have together in time are
    /// left out.</summary>
    internal int CountStocked(CheapWays cheapest)
    {
        LeaveOutMissing(cheapest.Origins);
        var (count, stocked) = (0, Stocked());
        foreach (ref readonly var way in cheapest.Ways)
        {
            count += (int)(stocked >> way.Origin & 1);
        }

        return count;
    }

    /// <summary>Fills in the parcels of the cheapest ways and their costs, by the cost of opening them.</summary>
    /// <remarks>Each has room on its ship day for all of the order, so it beats every other way of its FC, spares
    /// included. Once one parcel can hold the whole order, those whose opening and the least cost of the goods cost no
    /// less are left out.</remarks>
    /// <param name="cheapest">The ways.</param>
    /// <param name="parcels">Room for the parcels.</param>
    /// <param name="costs">Room for as many × lines.</param>
    /// <param name="worths">Room for one per FC and line.</param>
    /// <returns>How many parcels there are; −1 where a ship day or departure lacks room, so that every way must be
    /// looked at.</returns>
    internal int Find(CheapWays cheapest, Span<Parcel> parcels, Span<UnitCost> costs, Span<StockWorth> worths)
    {
        var (count, stocked, valued, whole) = (0, Stocked(), 0UL, long.MaxValue);
        var (least, worthFloor, fetched) = (0L, LeastWorth(), Fetch(cheapest.Ways, stocked, 0, FetchedAhead));
        foreach (ref readonly var way in cheapest.Ways)
        {
            if ((stocked >> way.Origin & 1) == 0)
            {
                continue;
            }

            if (whole < long.MaxValue && way.ParcelMicros + _pack + least >= whole)
            {
                break;
            }

            if ((inputs.Slots is not null && DaysOf(way.Origin).Of(way.ShipDay) < _units) || !HasLaneRoom(way.Option))
            {
                return -1;
            }

            var worth = worths.Slice(way.Origin * _lines.Length, _lines.Length);
            if ((valued >> way.Origin & 1) == 0)
            {
                valued |= 1UL << way.Origin;
                fetched = Fetch(cheapest.Ways, stocked, fetched, 1);
                Value(way.Origin, worth);
            }

            parcels[count] = new(way.Origin, way.Option, way.CutoffMinute, way.ParcelMicros,
                way.ParcelMicros + _pack, count * _lines.Length, ParcelSizes.IsTight(inputs, way.Option, _lines));
            var cost = Price(in parcels[count], way.MicrosPerGram, way.MicrosPerCubicCentimeter, int.MaxValue, worth,
                costs);
            if (cost < whole)
            {
                (whole, least) = (cost, least != 0 ? least : LeastGoods(cheapest) + worthFloor);
            }

            count++;
        }

        return count;
    }

    // Asks for what units are worth at the FCs of the next ways, before it is wanted: values lie far apart, and waiting
    // for them one by one is most of the time of an order at many FCs. Few ways are looked at until one is cheapest.
    private int Fetch(ReadOnlySpan<CheapWay> ways, ulong stocked, int from, int most)
    {
        for (; from < ways.Length && most > 0 && usesPrices; from++)
        {
            var origin = ways[from].Origin;
            if ((stocked >> origin & 1) != 0)
            {
                most--;
                for (var line = 0; line < _lines.Length; line++)
                {
                    if ((_stocked[line] >> origin & 1) != 0)
                    {
                        StockWorth.Fetch(inputs, _lines[line].Product, origin);
                    }
                }
            }
        }

        return from;
    }

    // The least that the goods may be worth to later orders: 0, unless there are values below it.
    private long LeastWorth()
    {
        var floor = 0.0;
        var mayBeNegative = usesPrices && !inputs.StockValues!.IsNeverNegative;
        for (var line = 0; line < _lines.Length && mayBeNegative; line++)
        {
            var least = 0.0;
            for (var left = _stocked[line]; left != 0; left &= left - 1)
            {
                least = Math.Min(least, StockWorth.MostOf(
                    inputs, _lines[line].Product, BitOperations.TrailingZeroCount(left)));
            }

            floor += _lines[line].Units * least;
        }

        return (long)Math.Floor(floor * 1e6);
    }

    // No way ships the goods for less: at the least rates of all.
    private long LeastGoods(CheapWays cheapest)
    {
        var least = 0L;
        for (var line = 0; line < _lines.Length; line++)
        {
            if (_stocked[line] == 0)
            {
                continue;
            }

            ref readonly var terms = ref inputs.Terms.Rows[_lines[line].Product.Value];
            long units = _lines[line].Units;
            var freight = Freight(in terms, units, cheapest.LeastPerGram, cheapest.LeastPerCubicCentimeter);
            least += units * Math.Min(freight + terms.PickPerUnit.Micros, MostLineMicros / units);
        }

        return least;
    }

    // FCs that have any of the goods: a bit each.
    private ulong Stocked()
    {
        var stocked = 0UL;
        foreach (var of in _stocked)
        {
            stocked |= of;
        }

        return stocked;
    }
}
