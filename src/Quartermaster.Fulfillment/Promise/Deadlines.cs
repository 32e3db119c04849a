using System.Runtime.CompilerServices;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>By when each speed delivers, in the region's local calendar; minutes since 1970, fastest speed
/// first.</summary>
[InlineArray(PromiseInputs.SpeedCount)]
internal struct Deadlines
{
    private int _first;

    /// <summary>The deadlines of a request in a local day; from the second on never decreasing.</summary>
    internal static Deadlines Of(RegionCalendar calendar, in CartRequest request, int day, PromisePolicy policy)
    {
        var deadlines = default(Deadlines);
        deadlines[0] = request.Minute + policy.TwoHourMinutes;
        deadlines[1] = calendar.LastDeliveryBy(request.Region, day);
        deadlines[2] = calendar.LastDeliveryBy(request.Region, day + 1);
        deadlines[3] = calendar.LastDeliveryBy(request.Region, day + 2);
        deadlines[4] = calendar.LastDeliveryBy(request.Region, day + Math.Clamp(policy.StandardDays, 2, 30));
        return deadlines;
    }

    /// <summary>The latest of all.</summary>
    internal readonly int Latest => Math.Max(this[0], this[4]);

    /// <summary>The index of a speed.</summary>
    internal static int IndexOf(Speed speed) => (int)speed - 1;
}
