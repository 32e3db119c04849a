using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Learns day by day how long deliveries take, and says for a parcel what share of its like is still under way
/// after so many days.</summary>
/// <remarks>A day is looked at only when it is over: of a parcel it knows at midnight that it was placed before, and
/// whether it has come by then. What later days hold changes no answer (a test alters them). Where regions lie in
/// several time zones a day ends with the local midnight of each, so the east may hear of the west some hours early.
/// Cost: per day the parcels under way; per refit 8 sweeps over at most <see cref="MostLessons"/> parcels.</remarks>
public sealed class DeliveryLearner
{
    /// <summary>The most parcels that places and distances are estimated from; the newest are taken.</summary>
    public const int MostLessons = 50_000;

    // Of younger orders the fast parcels alone would have come.
    private const int RipeDays = 20;

    // Before so many, what to expect on a day is not known well enough to tell a slow day.
    private const int FewestDeliveries = 100;

    // Before anything is known of parcels that nothing was promised of.
    private const double UsualDays = 5;

    private readonly Table<TrackedParcel> _parcels;
    private readonly CalibrationPolicy _policy;
    private readonly NetworkClock _clock;
    private readonly LifeTable _table;
    private readonly Dictionary<(int, int), int> _pairs = [];
    private readonly Way[] _ways;
    private readonly List<int> _underWay = [];
    private DurationModel? _model;
    private int _placed;

    /// <summary>Nothing learned yet.</summary>
    /// <param name="parcels">By the minute they were placed; all sound.</param>
    /// <param name="policy">The settings.</param>
    /// <exception cref="ArgumentException">The parcels are not in order, or one is not sound.</exception>
    public DeliveryLearner(Table<TrackedParcel> parcels, CalibrationPolicy policy)
    {
        Require(parcels.Rows);
        (_parcels, _policy) = (parcels, policy);
        (_clock, _table) = (new(policy), new(policy.HistoryHalfLifeDays));
        _ways = new Way[parcels.Count];
        Day = parcels.Count > 0 ? parcels.Rows[0].PlacedDay : 0;
    }

    /// <summary>The local day, since 1970, that begins now: all before it is known.</summary>
    public int Day { get; private set; }

    /// <summary>How fast parcels move lately; 1 is usual.</summary>
    public double Speed => _clock.Lately;

    private ReadOnlySpan<TrackedParcel> Parcels => _parcels.Rows;

    /// <summary>Looks at all days before a day.</summary>
    /// <param name="day">Local days since 1970; an earlier one than <see cref="Day"/> changes nothing.</param>
    public void AdvanceTo(int day)
    {
        for (; Day < day; Day++)
        {
            EndDay();
        }
    }

    /// <summary>The share of parcels like one that are still under way at the end of its day 0, 1, 2 …: the late
    /// share of a promise of so many days. Never rises.</summary>
    /// <param name="parcel">A parcel that is ordered today; its delivery is not looked at.</param>
    /// <param name="underWay">One share per day, overwritten.</param>
    public void Curve(in TrackedParcel parcel, Span<float> underWay)
    {
        var (usual, spread) = Usual(in parcel, PairOf(in parcel));
        var (age, hours) = (0.0, 1 - TimeOfDay(parcel.PlacedMinute));
        for (var day = 0; day < underWay.Length; day++)
        {
            age += hours * _clock.WeightOf(parcel.PlacedDay + day) * _clock.Ahead;
            hours = 1;
            underWay[day] = (float)Math.Exp(_table.LogUnderWay((DurationModel.LogOf(age) - usual) / spread));
        }
    }

    private void EndDay()
    {
        Register();
        var (seen, expected, deliveries) = (0.0, 0.0, 0);
        foreach (var i in _underWay)
        {
            ref readonly var way = ref _ways[i];
            var isDelivered = IsDeliveredToday(i);
            deliveries += isDelivered ? 1 : 0;
            if (way.IsCounted)
            {
                seen += isDelivered ? 1 : 0;
                var later = way.Age + (HoursToday(i) * _clock.WeightOf(Day));
                expected += LogUnderWay(in way, way.Age) - LogUnderWay(in way, later);
            }
        }

        var knows = _table.Deliveries >= FewestDeliveries;
        _clock.Count(Day, knows ? seen : 0, knows ? expected : 0, deliveries);
        MoveAll();
        _table.EndDay();
        if (_model is null || Day % _policy.RefitDays == 0)
        {
            Refit();
        }
    }

    // What was ordered on the day that ends is expected to take what was known when it began.
    private void Register()
    {
        for (; _placed < _parcels.Count && Parcels[_placed].PlacedDay <= Day; _placed++)
        {
            ref readonly var parcel = ref Parcels[_placed];
            var pair = PairOf(in parcel);
            if (pair < 0)
            {
                _pairs[(parcel.OriginArea, parcel.Area)] = pair = _pairs.Count;
            }

            var (usual, spread) = Usual(in parcel, pair);
            _ways[_placed] = new() { Pair = pair, Usual = usual, Spread = spread, IsCounted = _model is not null };
            _underWay.Add(_placed);
        }
    }

    private void MoveAll()
    {
        var kept = 0;
        for (var place = 0; place < _underWay.Count; place++)
        {
            var i = _underWay[place];
            ref var way = ref _ways[i];
            var isDelivered = IsDeliveredToday(i);
            way.Age += HoursToday(i) * _clock.WeightOf(Day) * _clock.Lately;
            way.IsDelivered = isDelivered;
            if (way.IsCounted)
            {
                Expose(ref way);
            }

            if (!isDelivered && Day - Parcels[i].PlacedDay < _policy.MostDays)
            {
                _underWay[kept++] = i;
            }
        }

        _underWay.RemoveRange(kept, _underWay.Count - kept);
    }

    private void Expose(ref Way way)
    {
        var bin = LifeTable.BinOf((DurationModel.LogOf(way.Age) - way.Usual) / way.Spread);
        for (; way.Bins < bin; way.Bins++)
        {
            _table.Enter(way.Bins);
        }

        if (way.IsDelivered)
        {
            _table.Enter(bin);
            _table.Deliver(bin);
        }
    }

    private void Refit()
    {
        _clock.WeighWeekdays();
        var lessons = new List<DurationModel.Lesson>();
        for (var i = Math.Max(0, _placed - MostLessons); i < _placed; i++)
        {
            var old = Day - Parcels[i].PlacedDay;
            if (old >= RipeDays)
            {
                lessons.Add(new(Parcels[i], _ways[i].Pair, _ways[i].Age, _ways[i].IsDelivered,
                    Math.Pow(0.5, old / _policy.HistoryHalfLifeDays)));
            }
        }

        _model = DurationModel.Fit(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lessons)) ?? _model;
    }

    private (double LogDuration, double Spread) Usual(in TrackedParcel parcel, int pair) =>
        _model?.Of(in parcel, pair)
            ?? (Math.Log(parcel.DaysPromised < 0 ? UsualDays : Math.Max(0.1, parcel.DaysPromised / 2.0)), 1);

    private int PairOf(in TrackedParcel parcel) =>
        _pairs.TryGetValue((parcel.OriginArea, parcel.Area), out var pair) ? pair : -1;

    private double LogUnderWay(in Way way, double age) =>
        Math.Max(-10, _table.LogUnderWay((DurationModel.LogOf(age) - way.Usual) / way.Spread));

    private bool IsDeliveredToday(int i) => Parcels[i].DeliveredMinute < (Day + 1) * TrackedParcel.MinutesPerDay;

    // The part of today that a parcel was under way.
    private double HoursToday(int i)
    {
        var from = Parcels[i].PlacedDay == Day ? TimeOfDay(Parcels[i].PlacedMinute) : 0;
        return (IsDeliveredToday(i) ? TimeOfDay(Parcels[i].DeliveredMinute) : 1) - from;
    }

    private static double TimeOfDay(int minute) =>
        (double)(minute % TrackedParcel.MinutesPerDay) / TrackedParcel.MinutesPerDay;

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

    private struct Way
    {
        internal int Pair, Bins;
        internal double Age, Usual, Spread;
        internal bool IsCounted, IsDelivered;
    }
}
