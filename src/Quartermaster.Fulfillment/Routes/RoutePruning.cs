using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Drops the options of a pair that another one beats in cut-off, delivery and every cost.</summary>
internal static class RoutePruning
{
    /// <summary>Whether nothing is lost by dropping the other.</summary>
    internal static bool Beats(in RouteOption one, in RouteOption other) =>
        one.CutoffMinute >= other.CutoffMinute && one.DeliveryMinute <= other.DeliveryMinute
        && one.ParcelMicros <= other.ParcelMicros && one.MicrosPerGram <= other.MicrosPerGram
        && one.MicrosPerCubicCentimeter <= other.MicrosPerCubicCentimeter;

    /// <summary>Keeps the options worth having, by cut-off, and behind them as spares, by cut-off, those that only
    /// options of other ship days beat: the picking slots of those days may be gone.</summary>
    /// <param name="options">The options of one pair; overwritten.</param>
    /// <param name="departures">What they leave on.</param>
    /// <returns>How many are worth having, and how many spares follow.</returns>
    internal static (int Kept, int Spares) Prune(Span<RouteOption> options, ReadOnlySpan<RouteDeparture> departures)
    {
        // Latest cut-off first, and of equal ones the best first, so that whoever beats an option stands before it.
        options.Sort(Order);
        var (kept, left) = (0, new List<RouteOption>());
        for (var i = 0; i < options.Length; i++)
        {
            var option = options[i];
            if (!IsBeaten(option, options[..kept]))
            {
                options[kept++] = option;
            }
            else
            {
                left.Add(option);
            }
        }

        var spares = 0;
        var behind = options[kept..];
        foreach (var option in left)
        {
            if (!IsBeatenOnItsDay(option, options[..kept], departures)
                && !IsBeatenOnItsDay(option, behind[..spares], departures))
            {
                behind[spares++] = option;
            }
        }

        options[..kept].Reverse();
        behind[..spares].Reverse();
        return (kept, spares);
    }

    private static bool IsBeaten(in RouteOption option, ReadOnlySpan<RouteOption> kept)
    {
        for (var i = kept.Length - 1; i >= 0; i--)
        {
            ref readonly var other = ref kept[i];
            if (other.CutoffMinute > option.DeliveryMinute)
            {
                return false; // This one and all before it can only be delivered later.
            }

            if (Beats(other, option))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBeatenOnItsDay(
        in RouteOption option, ReadOnlySpan<RouteOption> kept, ReadOnlySpan<RouteDeparture> departures)
    {
        var shipDay = LiveSlots.ShipDayOf(in departures[option.Departure]);
        for (var i = kept.Length - 1; i >= 0 && kept[i].CutoffMinute <= option.DeliveryMinute; i--)
        {
            ref readonly var other = ref kept[i];
            if (Beats(other, option) && LiveSlots.ShipDayOf(in departures[other.Departure]) == shipDay)
            {
                return true;
            }
        }

        return false;
    }

    private static int Order(RouteOption left, RouteOption right)
    {
        var order = right.CutoffMinute.CompareTo(left.CutoffMinute);
        order = order != 0 ? order : left.DeliveryMinute.CompareTo(right.DeliveryMinute);
        order = order != 0 ? order : left.ParcelMicros.CompareTo(right.ParcelMicros);
        order = order != 0 ? order : left.MicrosPerGram.CompareTo(right.MicrosPerGram);
        order = order != 0 ? order : left.MicrosPerCubicCentimeter.CompareTo(right.MicrosPerCubicCentimeter);
        order = order != 0 ? order : left.Departure.CompareTo(right.Departure);
        return order != 0 ? order : left.ArrivalMinute.CompareTo(right.ArrivalMinute);
    }
}
