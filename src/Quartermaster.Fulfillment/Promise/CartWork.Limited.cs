using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <content>Where some ship day or departure has no room for the whole cart.</content>
internal ref partial struct CartWork
{
    /// <summary>Whether all of the cart can be delivered by a minute: whether <see cref="Earliest"/> is not after it,
    /// at the cost of the ways that deliver by then.</summary>
    internal readonly bool IsBy(int by)
    {
        var isBy = true;
        for (var line = 0; line < _lines.Length && isBy; line++)
        {
            var left = (long)_lines[line].Units;
            for (var origin = 0; origin < _origins && left > 0; origin++)
            {
                left -= UnitsOf(line, origin) == 0 ? 0
                    : UnitsOf(line, origin, RoomBy(origin, _minute + HandlingOf(line), by, by).Room);
            }

            isBy = left <= 0;
        }

        return isBy;
    }

    // The first delivery by which the FCs can ship the line between them, where some can pick only a part of the cart
    // on a ship day.
    private readonly int LimitedEarliestOf(int line)
    {
        if (LeftBy(line, int.MaxValue - 1).Left > 0)
        {
            return int.MaxValue;
        }

        // Others take hands and room meanwhile: what was enough a moment ago may not be any more.
        var by = int.MinValue;
        while (by != int.MaxValue && LeftBy(line, by) is var (left, later) && left > 0)
        {
            by = later;
        }

        return by;
    }

    // What of a line cannot be delivered by a minute, and the first delivery after it that may change that.
    private readonly (long Left, int Later) LeftBy(int line, int by)
    {
        var (left, next) = ((long)_lines[line].Units, int.MaxValue);
        for (var origin = 0; origin < _origins; origin++)
        {
            if (UnitsOf(line, origin) > 0)
            {
                ref readonly var ways = ref _ways[origin];
                var (room, later) = ways.HasParts ? RoomBy(origin, _minute + HandlingOf(line), by, int.MaxValue)
                    : ways.Earliest <= by ? (int.MaxValue, int.MaxValue) : (0, ways.Earliest);
                left -= UnitsOf(line, origin, room);
                next = Math.Min(next, later);
            }
        }

        return (left, next);
    }

    // The most that an FC can pick on one ship day for a delivery by a minute, where enough for the cart is enough; if
    // it is not, the first delivery after it and before another minute. A way whose departures cannot take the whole
    // cart takes nothing.
    private readonly (int Room, int Later) RoomBy(int origin, int ready, int by, int later)
    {
        var (most, isShort, routes) = (0, false, _inputs.Routes);
        var (slots, rooms) = (Slots, Rooms);
        var days = slots is null ? default : slots.DaysOf(routes.Origins[origin]);
        var load = new ParcelLoad(1, _grams, _cubicCentimeters);
        for (var part = 0; part < 2 && most < _cartUnits; part++)
        {
            if (part == 1 && !isShort)
            {
                break; // What spares are beaten by has room, or is not in time either.
            }

            var (start, end) = part == 0 ? routes.RangeOf(origin, _region) : routes.SparesOf(origin, _region);
            start = routes.Next(start, end, ready);
            var options = routes.Between(start, end);
            var shipDays = routes.ShipDaysBetween(start, end);
            for (var i = 0; i < options.Length && options[i].CutoffMinute <= later && most < _cartUnits; i++)
            {
                var (delivery, room) = (options[i].DeliveryMinute, slots is null ? int.MaxValue : days.Of(shipDays[i]));
                var isBy = delivery <= by;
                if ((isBy || delivery < later) && _largest.Fits(routes, start + i))
                {
                    room = room > (isBy ? most : 0) && routes.HasRoom(start + i, _region, in load, rooms) ? room : 0;
                    isShort |= room < _cartUnits;
                    (most, later) = isBy ? (Math.Max(most, room), later) : (most, room > 0 ? delivery : later);
                }
            }
        }

        return (most, later);
    }

    // Of a line an FC ships no more than its ship day leaves when it picks all other lines, too: then whatever the
    // lines take of it, there is room.
    private readonly int UnitsOf(int line, int origin, int room) => room >= _cartUnits ? UnitsOf(line, origin)
        : (int)Math.Clamp(room - (_cartUnits - _lines[line].Units), 0, UnitsOf(line, origin));
}
