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

    /// <summary>Sorts options by cut-off and keeps those worth having.</summary>
    /// <param name="options">The options of one pair; overwritten.</param>
    /// <param name="acrossDepartures">Whether an option may fall to one that leaves on another departure.</param>
    /// <returns>How many are kept, at the front.</returns>
    internal static int Prune(Span<RouteOption> options, bool acrossDepartures)
    {
        // Latest cut-off first, and of equal ones the best first, so that whoever beats an option stands before it.
        options.Sort(Order);
        var kept = 0;
        for (var i = 0; i < options.Length; i++)
        {
            var option = options[i];
            if (!IsBeaten(option, options[..kept], acrossDepartures))
            {
                options[kept++] = option;
            }
        }

        options[..kept].Reverse();
        return kept;
    }

    private static bool IsBeaten(in RouteOption option, ReadOnlySpan<RouteOption> kept, bool acrossDepartures)
    {
        for (var i = kept.Length - 1; i >= 0; i--)
        {
            ref readonly var other = ref kept[i];
            if (other.CutoffMinute > option.DeliveryMinute)
            {
                return false; // This one and all before it can only be delivered later.
            }

            if ((acrossDepartures || other.Departure == option.Departure) && Beats(other, option))
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
