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
            for (var origin = 0; origin < _ways.Length && left > 0; origin++)
            {
                left -= UnitsOf(line, origin) == 0 ? 0
                    : UnitsOf(line, origin, MostBy(origin, _minute + HandlingOf(line), by));
            }

            isBy = left <= 0;
        }

        return isBy;
    }

    // The most that an FC can pick on one ship day for a delivery by a minute; enough for the cart is enough.
    private readonly int MostBy(int origin, int ready, int by)
    {
        var (most, routes, slots) = (0, _inputs.Routes, Slots);
        var days = slots is null ? default : slots.DaysOf(routes.Origins[origin]);
        var load = new ParcelLoad(1, _grams, _cubicCentimeters);
        for (var part = 0; part < 2 && most < _cartUnits; part++)
        {
            var (start, end) = part == 0 ? routes.RangeOf(origin, _region) : routes.SparesOf(origin, _region);
            for (var i = routes.Next(start, end, ready);
                i < end && routes.Options[i].CutoffMinute <= by && most < _cartUnits; i++)
            {
                var room = routes.Options[i].DeliveryMinute > by ? 0
                    : slots is null ? int.MaxValue : days.Of(routes.ShipDayOf(i));
                most = room > most && _largest.Fits(routes, i) && routes.HasRoom(i, _region, in load, Rooms)
                    ? room : most;
            }
        }

        return most;
    }

    // The first delivery by which the FCs can ship the line between them.
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

    // What of a line cannot be delivered by a minute, and the first delivery after it.
    private readonly (long Left, int Later) LeftBy(int line, int by)
    {
        var (left, next) = ((long)_lines[line].Units, int.MaxValue);
        for (var origin = 0; origin < _ways.Length; origin++)
        {
            if (UnitsOf(line, origin) > 0)
            {
                var (room, later) = RoomBy(origin, _minute + HandlingOf(line), by);
                left -= UnitsOf(line, origin, room);
                next = Math.Min(next, later);
            }
        }

        return (left, next);
    }

    // The most that an FC can pick on one ship day for a delivery by a minute, and the first delivery after it. A way
    // whose departures cannot take the whole cart takes nothing.
    private readonly (int Room, int Later) RoomBy(int origin, int ready, int by)
    {
        var (most, later, routes) = (0, int.MaxValue, _inputs.Routes);
        var (slots, rooms) = (Slots, Rooms);
        var days = slots is null ? default : slots.DaysOf(routes.Origins[origin]);
        var load = new ParcelLoad(1, _grams, _cubicCentimeters);
        for (var part = 0; part < 2; part++)
        {
            var (start, end) = part == 0 ? routes.RangeOf(origin, _region) : routes.SparesOf(origin, _region);
            for (var i = routes.Next(start, end, ready); i < end && routes.Options[i].CutoffMinute <= later; i++)
            {
                var delivery = routes.Options[i].DeliveryMinute;
                var room = !_largest.Fits(routes, i) || !routes.HasRoom(i, _region, in load, rooms) ? 0
                    : slots is null ? int.MaxValue : days.Of(routes.ShipDayOf(i));
                if (delivery <= by)
                {
                    most = Math.Max(most, room);
                }
                else if (room > 0)
                {
                    later = Math.Min(later, delivery);
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
