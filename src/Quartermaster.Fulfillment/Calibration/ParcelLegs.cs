using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>The two legs of parcels whose time of leaving is known: handling, from the order until it leaves, and
/// transit, from then until it arrives.</summary>
internal static class ParcelLegs
{
    private const double LeastShareKnown = 0.5;

    /// <summary>Whether the time of leaving is recorded at all: for half of the parcels or more that were delivered
    /// before a day.</summary>
    /// <param name="parcels">All parcels.</param>
    /// <param name="day">Local days since 1970: what came later says nothing.</param>
    internal static bool AreKnown(ReadOnlySpan<TrackedParcel> parcels, int day)
    {
        var (delivered, known) = (0, 0);
        foreach (ref readonly var parcel in parcels)
        {
            if (parcel.DeliveredMinute / TrackedParcel.MinutesPerDay < day)
            {
                delivered++;
                known += parcel.ShippedMinute >= 0 ? 1 : 0;
            }
        }

        return delivered > 0 && known >= LeastShareKnown * delivered;
    }

    /// <summary>A parcel's handling, which depends on who sends and what, not on how far it goes then. Where nobody
    /// wrote down when it left, it was last seen when it came.</summary>
    internal static TrackedParcel HandlingOf(in TrackedParcel parcel) => parcel with
    {
        DeliveredMinute = parcel.ShippedMinute < 0 ? parcel.DeliveredMinute : parcel.ShippedMinute,
        PromisedDay = -1, Region = 0, DistanceKilometers = -1,
    };

    /// <summary>A parcel's transit, if it leaves at a minute.</summary>
    internal static TrackedParcel TransitOf(in TrackedParcel parcel, int minute) =>
        parcel with { PlacedMinute = minute, PromisedDay = -1 };

    /// <summary>Both legs, each by the minute it began.</summary>
    internal static (Table<TrackedParcel> Handling, Table<TrackedParcel> Transit) Split(
        ReadOnlySpan<TrackedParcel> parcels)
    {
        var (handling, transit) = (new List<TrackedParcel>(), new List<TrackedParcel>());
        foreach (ref readonly var parcel in parcels)
        {
            if (parcel.ShippedMinute >= 0)
            {
                transit.Add(TransitOf(in parcel, parcel.ShippedMinute));
            }

            handling.Add(HandlingOf(in parcel));
        }

        return (new([.. handling]), new([.. transit.OrderBy(leg => leg.PlacedMinute)]));
    }
}
