using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>A parcel that was promised: where, how far, when it was ordered and when it arrived.</summary>
/// <remarks>Times are local to where it goes, so that a day is the customer's. Identifiers are any dense numbers; 0 is
/// not known, and counts as a place of its own.</remarks>
/// <param name="PlacedMinute">Local minutes since 1970 when it was ordered; 0 or more.</param>
/// <param name="DeliveredMinute">Local minutes since 1970 when it arrived; <see cref="Never"/> if it has not.</param>
/// <param name="PromisedDay">Local days since 1970 it was promised by; -1 if nothing was promised.</param>
/// <param name="Region">Where it goes, as finely as known.</param>
/// <param name="Area">The wider area that the region lies in.</param>
/// <param name="Origin">Who sends it: a facility or a seller.</param>
/// <param name="OriginArea">The wider area that it comes from.</param>
/// <param name="Speed">The speed that was chosen.</param>
/// <param name="DistanceKilometers">Over the ground; 0 or more, negative if not known.</param>
/// <param name="WeightGrams">Of the goods; 0 if not known.</param>
/// <param name="ShippedMinute">Local minutes since 1970 when it left; -1 if it has not, or it is not known.</param>
public readonly record struct TrackedParcel(
    int PlacedMinute, int DeliveredMinute, int PromisedDay, int Region, int Area, int Origin, int OriginArea,
    Speed Speed, float DistanceKilometers, int WeightGrams, int ShippedMinute = -1)
{
    /// <summary>The delivery of what has not arrived.</summary>
    public const int Never = int.MaxValue;

    /// <summary>Minutes in a day.</summary>
    internal const int MinutesPerDay = 1_440;

    /// <summary>The local day on which it was ordered, since 1970.</summary>
    public int PlacedDay => PlacedMinute / MinutesPerDay;

    /// <summary>Days from the day of the order to that of delivery; <see cref="Never"/> if it has not come.</summary>
    public int DaysTaken => DeliveredMinute == Never ? Never : (DeliveredMinute / MinutesPerDay) - PlacedDay;

    /// <summary>Days from the day of the order to the day it was promised by; -1 if nothing was promised.</summary>
    public int DaysPromised => PromisedDay < 0 ? -1 : PromisedDay - PlacedDay;

    /// <summary>Whether its numbers can be: not ordered before 1970, not delivered before it was ordered, if it left
    /// then between the two, no negative identifier or weight, a known speed.</summary>
    public bool IsSound => PlacedMinute >= 0 && DeliveredMinute >= PlacedMinute
        && (ShippedMinute == -1 || (ShippedMinute >= PlacedMinute && ShippedMinute <= DeliveredMinute))
        && Region >= 0 && Area >= 0 && Origin >= 0 && OriginArea >= 0 && WeightGrams >= 0
        && (int)Speed is >= 1 and <= 5
        && float.IsFinite(DistanceKilometers);
}
