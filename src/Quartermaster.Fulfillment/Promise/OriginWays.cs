using System.Runtime.CompilerServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>What one FC can do for a cart from a minute on: its earliest delivery, and its cheapest way per speed.
/// </summary>
internal struct OriginWays
{
    /// <summary>The earliest delivery; <see cref="int.MaxValue"/> for none.</summary>
    internal int Earliest;

    /// <summary>For each speed the cheapest option in time; −1 for none.</summary>
    internal Five<int> Options;

    /// <summary>Its freight for the whole cart, micros.</summary>
    internal Five<long> Costs;

    /// <summary>Looks at every option that a request still reaches and that may matter.</summary>
    /// <param name="scan">What is asked.</param>
    /// <param name="origin">The FC.</param>
    internal void Scan(in WayScan scan, int origin)
    {
        Clear();
        if (!Look(in scan, origin, scan.Routes.RangeOf(origin, scan.Region)))
        {
            // Some ship day is full: what its ways beat may now be worth having.
            Look(in scan, origin, scan.Routes.SparesOf(origin, scan.Region));
        }

        Spread();
    }

    private bool Look(in WayScan scan, int origin, (int Start, int End) range)
    {
        var (routes, isLimited, haveRoom) = (scan.Routes, scan.Slots is not null, true);
        var days = isLimited ? scan.Slots!.DaysOf(routes.Origins[origin]) : default;
        var options = routes.Options;
        var shipDays = routes.ShipDays;
        var deadlines = scan.Deadlines;
        var latest = deadlines.Latest;
        for (var i = routes.Next(range.Start, range.End, scan.ReadyMinute); i < range.End; i++)
        {
            ref readonly var option = ref options[i];
            if (option.CutoffMinute > latest && option.CutoffMinute > Earliest)
            {
                break;
            }

            if (isLimited && days.Of(shipDays[i]) < scan.Units)
            {
                haveRoom = false;
                continue;
            }

            Earliest = Math.Min(Earliest, option.DeliveryMinute);
            if (option.DeliveryMinute <= latest)
            {
                Offer(i, in option, in deadlines,
                    option.ParcelMicros + option.GoodsMicros(scan.Grams, scan.CubicCentimeters));
            }
        }

        return haveRoom;
    }

    /// <summary>No way at all.</summary>
    internal void Clear()
    {
        Earliest = int.MaxValue;
        for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
        {
            (Options[speed], Costs[speed]) = (-1, long.MaxValue);
        }
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

/// <summary>Five values in place, one per speed.</summary>
[InlineArray(PromiseInputs.SpeedCount)]
internal struct Five<T> where T : unmanaged
{
    private T _first;
}
