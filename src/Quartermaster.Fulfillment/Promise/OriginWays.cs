using System.Runtime.CompilerServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>What one FC can do for a cart from a minute on: its earliest delivery, and its cheapest way per speed.
/// </summary>
internal struct OriginWays
{
    /// <summary>The earliest delivery with room for the whole cart; <see cref="int.MaxValue"/> for none.</summary>
    internal int Earliest;

    /// <summary>Whether some option has room for a part of the cart only.</summary>
    internal bool HasParts;

    /// <summary>For each speed the cheapest option in time with room for the whole cart; −1 for none.</summary>
    internal Five<int> Options;

    /// <summary>Its freight for the whole cart, micros.</summary>
    internal Five<long> Costs;

    private Five<Part> _parts;
    private bool _haveRoom;

    /// <summary>The way in time for a speed: the cheapest that takes the whole cart, else the one with most room.
    /// </summary>
    internal readonly Part WayOf(int speed) => Options[speed] >= 0 ? new(Options[speed], int.MaxValue, Costs[speed])
        : _haveRoom ? new(-1, 0, long.MaxValue) : _parts[speed];

    /// <summary>Looks at every option that a request still reaches and that may matter.</summary>
    /// <param name="scan">What is asked.</param>
    /// <param name="origin">The FC.</param>
    internal void Scan(in WayScan scan, int origin)
    {
        Clear();
        Look(in scan, origin, scan.Routes.RangeOf(origin, scan.Region));
        if (!_haveRoom)
        {
            // Some ship day or departure is full: what its ways beat may now be worth having.
            Look(in scan, origin, scan.Routes.SparesOf(origin, scan.Region));
        }

        Spread();
    }

    private void Look(in WayScan scan, int origin, (int Start, int End) range)
    {
        var (routes, isLimited) = (scan.Routes, scan.Slots is not null);
        var days = isLimited ? scan.Slots!.DaysOf(routes.Origins[origin]) : default;
        var areLanesLimited = scan.Rooms is { IsUnlimited: false };
        var load = new ParcelLoad(1, scan.Grams, scan.CubicCentimeters);
        var deadlines = scan.Deadlines;
        var latest = deadlines.Latest;
        var first = routes.Next(range.Start, range.End, scan.ReadyMinute);
        var options = routes.Between(first, range.End);
        var shipDays = routes.ShipDaysBetween(first, range.End);
        for (var i = 0; i < options.Length; i++)
        {
            ref readonly var option = ref options[i];
            if (option.CutoffMinute > latest && option.CutoffMinute > Earliest)
            {
                break;
            }

            if (!scan.Largest.Fits(routes, first + i))
            {
                continue;
            }

            var cost = option.DeliveryMinute > latest ? 0
                : option.ParcelMicros + option.GoodsMicros(scan.Grams, scan.CubicCentimeters);
            var room = isLimited ? days.Of(shipDays[i]) : int.MaxValue;
            if (areLanesLimited && room > 0)
            {
                // Room on the way is asked for only where it makes a difference.
                if (room >= scan.Units && !IsBetter(in option, in deadlines, cost))
                {
                    continue;
                }

                room = routes.HasRoom(first + i, scan.Region, in load, scan.Rooms) ? room : 0;
            }

            if (room < scan.Units && (isLimited || room == 0))
            {
                OfferPart(new(first + i, room, cost), option.DeliveryMinute, in deadlines);
                continue;
            }

            Earliest = Math.Min(Earliest, option.DeliveryMinute);
            if (option.DeliveryMinute <= latest)
            {
                Offer(first + i, in option, in deadlines, cost);
            }
        }
    }

    /// <summary>No way at all.</summary>
    internal void Clear()
    {
        (Earliest, _haveRoom, HasParts) = (int.MaxValue, true, false);
        for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
        {
            (Options[speed], Costs[speed]) = (-1, long.MaxValue);
        }
    }

    // Whether a way is earlier, or cheaper for some speed, than all before it. What is not can be full or not: what it
    // beats is no better than what was found, either.
    private readonly bool IsBetter(ref readonly RouteOption option, in Deadlines deadlines, long cost)
    {
        var delivery = option.DeliveryMinute;
        if (delivery < Earliest || (delivery <= deadlines[0] && cost < Costs[0]))
        {
            return true;
        }

        var isBetter = delivery <= deadlines[4];
        for (var speed = 1; isBetter && (speed == 1 || delivery > deadlines[speed - 1]); speed++)
        {
            isBetter = cost < Costs[speed];
        }

        return isBetter;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Offer(int index, ref readonly RouteOption option, in Deadlines deadlines, long cost)
    {
        if (option.DeliveryMinute <= deadlines[0])
        {
            Take(0, index, cost);
        }

        if (option.DeliveryMinute <= deadlines[4])
        {
            var delivery = option.DeliveryMinute;
            var speed = delivery > deadlines[3] ? 4 : delivery > deadlines[2] ? 3 : delivery > deadlines[1] ? 2 : 1;
            Take(speed, index, cost);
        }
    }

    private void OfferPart(Part part, int delivery, in Deadlines deadlines)
    {
        for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
        {
            var best = _haveRoom ? new(-1, 0, long.MaxValue) : _parts[speed];
            var isBetter = part.Room > best.Room || (part.Room == best.Room && part.CostMicros < best.CostMicros);
            _parts[speed] = isBetter && part.Room > 0 && delivery <= deadlines[speed] ? part : best;
        }

        (_haveRoom, HasParts) = (false, HasParts || part.Room > 0);
    }

    // From the second speed on, what is in time for one is in time for the next; of equal costs the sooner one counts.
    private void Spread()
    {
        for (var speed = 2; speed < PromiseInputs.SpeedCount; speed++)
        {
            if (Costs[speed - 1] <= Costs[speed])
            {
                (Options[speed], Costs[speed]) = (Options[speed - 1], Costs[speed - 1]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(int speed, int index, long cost)
    {
        if (cost < Costs[speed])
        {
            (Options[speed], Costs[speed]) = (index, cost);
        }
    }
}

/// <summary>A way that a cart, or a part of it, could go.</summary>
/// <param name="Option">The option; −1 for none.</param>
/// <param name="Room">Units that its FC can still pick on its ship day.</param>
/// <param name="CostMicros">Freight of the whole cart.</param>
internal readonly record struct Part(int Option, int Room, long CostMicros);

/// <summary>Five values in place, one per speed.</summary>
[InlineArray(PromiseInputs.SpeedCount)]
internal struct Five<T> where T : unmanaged
{
    private T _first;
}
