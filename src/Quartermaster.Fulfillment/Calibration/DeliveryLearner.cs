using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Learns day by day how long deliveries take, and says for a parcel what share of its like is still under way
/// after so many days.</summary>
/// <remarks>Where the time of leaving is known, handling and transit are learned apart and put together again (a
/// convolution by days): who sends explains the one, where it goes the other, and each has its own speed lately. A day
/// is looked at only when it is over: of a parcel it knows at midnight that it was placed before, and whether it has
/// left or come by then. What later days hold changes no answer (a test alters them). Where regions lie in several time
/// zones a day ends with the local midnight of each, so the east may hear of the west some hours early.</remarks>
public sealed class DeliveryLearner
{
    // Of younger orders the fast parcels alone would have come.
    private const int RipeDays = 20, RipeHandlingDays = 10;

    // Handling that is rarer than this is not worth a transit of its own.
    private const double LeastShare = 1e-6;

    private readonly LegLearner _last;
    private readonly LegLearner? _handling;
    private readonly Table<TrackedParcel> _transits = new([]);
    private readonly float[] _waiting;
    private readonly float[][] _moving;
    private int _left;
    private long _leavingMinutes;

    /// <summary>Nothing learned yet.</summary>
    /// <param name="parcels">By the minute they were placed; all sound.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="decideOn">The local day, since 1970, before whose deliveries it is decided whether legs are learned
    /// apart: the first one on which something is promised. By default all deliveries count.</param>
    /// <exception cref="ArgumentException">The parcels are not in order, or one is not sound.</exception>
    public DeliveryLearner(Table<TrackedParcel> parcels, CalibrationPolicy policy, int? decideOn = null)
    {
        Require(parcels.Rows);
        _waiting = new float[policy.MostDays];
        _moving = [.. Enumerable.Range(0, 8).Select(_ => new float[policy.MostDays])];
        Day = parcels.Count > 0 ? parcels.Rows[0].PlacedDay : 0;
        if (ParcelLegs.AreKnown(parcels.Rows, decideOn ?? TrackedParcel.Never / TrackedParcel.MinutesPerDay))
        {
            var (handling, transit) = ParcelLegs.Split(parcels.Rows);
            _handling = new(handling, policy, RipeHandlingDays, hasDistances: false, endsByLeaving: true);
            (_last, _transits) = (new(transit, policy, RipeDays, hasDistances: true), transit);
        }
        else
        {
            _last = new(parcels, policy, RipeDays, hasDistances: true);
        }
    }

    /// <summary>The local day, since 1970, that begins now: all before it is known.</summary>
    public int Day { get; private set; }

    /// <summary>Looks at all days before a day.</summary>
    /// <param name="day">Local days since 1970; an earlier one than <see cref="Day"/> changes nothing.</param>
    public void AdvanceTo(int day)
    {
        Day = Math.Max(Day, day);
        _handling?.AdvanceTo(day);
        _last.AdvanceTo(day);
        for (; _left < _transits.Count && _transits.Rows[_left].PlacedDay < Day; _left++)
        {
            _leavingMinutes += _transits.Rows[_left].PlacedMinute % TrackedParcel.MinutesPerDay;
        }
    }

    /// <summary>The share of parcels like one that are still under way at the end of its day 0, 1, 2 …: the late
    /// share of a promise of so many days. Never rises.</summary>
    /// <param name="parcel">A parcel that is ordered today; when it leaves and comes is not looked at.</param>
    /// <param name="underWay">One share per day, at most as many as the policy's longest promise; overwritten.</param>
    /// <exception cref="ArgumentException">More days than that.</exception>
    public void Curve(in TrackedParcel parcel, Span<float> underWay)
    {
        if (underWay.Length > _waiting.Length)
        {
            throw new ArgumentException(
                $"{underWay.Length} days are asked for, and the longest promise is {_waiting.Length}: ask for no more, "
                    + $"or raise {nameof(CalibrationPolicy.MostDays)}.", nameof(underWay));
        }

        if (_handling is null)
        {
            _last.Curve(in parcel, underWay);
            return;
        }

        _handling.Curve(ParcelLegs.HandlingOf(in parcel), _waiting);
        MoveFromEachDay(in parcel);
        Span<double> shares = stackalloc double[underWay.Length];
        shares.Clear();
        var before = 1.0;
        for (var day = 0; day < underWay.Length; day++)
        {
            var leaving = before - _waiting[day];
            before = _waiting[day];
            shares[day] += before;
            if (leaving > LeastShare)
            {
                // Days 1, 8, 15 … fall on one weekday and so take one curve; the day of the order has its own.
                ReadOnlySpan<float> moving = _moving[day == 0 ? 0 : 1 + (day % 7)];
                for (var later = day; later < underWay.Length; later++)
                {
                    shares[later] += leaving * moving[later - day];
                }
            }
        }

        var least = 1f;
        for (var day = 0; day < underWay.Length; day++)
        {
            underWay[day] = least = Math.Min(least, (float)shares[day]);
        }
    }

    // What leaves on the day of the order leaves after the order; on another day, at the usual minute.
    private void MoveFromEachDay(in TrackedParcel parcel)
    {
        var noon = TrackedParcel.MinutesPerDay / 2;
        var usual = _left == 0 ? noon : (int)(_leavingMinutes / _left);
        var today = Math.Max(parcel.PlacedMinute, (parcel.PlacedDay * TrackedParcel.MinutesPerDay) + usual);
        _last.Curve(ParcelLegs.TransitOf(in parcel, today), _moving[0]);
        for (var weekday = 0; weekday < 7; weekday++)
        {
            // Day 0 stands for day 7.
            var day = parcel.PlacedDay + (weekday == 0 ? 7 : weekday);
            _last.Curve(
                ParcelLegs.TransitOf(in parcel, (day * TrackedParcel.MinutesPerDay) + usual), _moving[1 + weekday]);
        }
    }

    private static void Require(ReadOnlySpan<TrackedParcel> parcels)
    {
        for (var i = 0; i < parcels.Length; i++)
        {
            if (!parcels[i].IsSound || (i > 0 && parcels[i].PlacedMinute < parcels[i - 1].PlacedMinute))
            {
                throw new ArgumentException(
                    $"Parcel {i} is not sound or not in the order of placing: {parcels[i]}. Leave it out, or sort.",
                    nameof(parcels));
            }
        }
    }

}
