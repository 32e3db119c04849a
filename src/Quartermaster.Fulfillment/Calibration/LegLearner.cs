using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Learns day by day how long one leg takes, the whole way or a part of it: "placed" and "delivered" are its
/// beginning and its end.</summary>
/// <remarks>A day is looked at only when it is over: of a parcel it knows at midnight that its leg had begun before,
/// and whether it has ended by then. Cost: per day the parcels under way; per refit 8 sweeps over at most
/// <see cref="MostLessons"/> parcels.</remarks>
internal sealed class LegLearner
{
    /// <summary>The most parcels that places and distances are estimated from; the newest are taken.</summary>
    internal const int MostLessons = 50_000;

    // Before so many, what to expect on a day is not known well enough to tell a slow day.
    private const int FewestDeliveries = 100;

    // Before anything is known of parcels that nothing was promised of.
    private const double UsualDays = 5;

    private readonly Table<TrackedParcel> _parcels;
    private readonly CalibrationPolicy _policy;
    private readonly int _ripeDays;
    private readonly bool _endsByLeaving;
    private readonly NetworkClock _clock;
    private readonly DistanceClock? _distances;
    private readonly LifeTable _table;
    private readonly Dictionary<(int, int), int> _pairs = [];
    private readonly Way[] _ways;
    private readonly List<int> _underWay = [];
    private DurationModel? _model;
    private int _placed;

    /// <summary>Nothing learned yet.</summary>
    /// <param name="parcels">By the minute the leg began; all sound.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="ripeDays">Legs that began less long ago teach nothing of places: only the fast ones would have
    /// ended.</param>
    /// <param name="hasDistances">Whether near and far have speeds of their own.</param>
    /// <param name="endsByLeaving">Whether the leg ends when a parcel leaves: of one that came and nobody wrote down
    /// when it left, it is known when it came that it had ended before, and not when.</param>
    internal LegLearner(
        Table<TrackedParcel> parcels, CalibrationPolicy policy, int ripeDays, bool hasDistances,
        bool endsByLeaving = false)
    {
        (_parcels, _policy, _ripeDays, _endsByLeaving) = (parcels, policy, ripeDays, endsByLeaving);
        (_clock, _table) = (new(policy), new(policy.HistoryHalfLifeDays));
        _distances = hasDistances ? new(policy) : null;
        _ways = new Way[parcels.Count];
        Day = parcels.Count > 0 ? parcels.Rows[0].PlacedDay : 0;
    }

    /// <summary>The local day, since 1970, that begins now: all before it is known.</summary>
    internal int Day { get; private set; }

    private ReadOnlySpan<TrackedParcel> Parcels => _parcels.Rows;

    /// <summary>Looks at all days before a day.</summary>
    /// <param name="day">Local days since 1970; an earlier one than <see cref="Day"/> changes nothing.</param>
    internal void AdvanceTo(int day)
    {
        for (; Day < day; Day++)
        {
            EndDay();
        }
    }

    /// <summary>The share of parcels like one whose leg has not ended at the end of its day 0, 1, 2 … Never rises.
    /// </summary>
    /// <param name="parcel">A parcel whose leg begins today or later; its end is not looked at.</param>
    /// <param name="underWay">One share per day, overwritten.</param>
    internal void Curve(in TrackedParcel parcel, Span<float> underWay)
    {
        var (usual, spread) = Usual(in parcel, PairOf(in parcel));
        var (age, hours) = (0.0, 1 - TimeOfDay(parcel.PlacedMinute));
        var speed = _clock.Ahead * RatioOf(in parcel);
        for (var day = 0; day < underWay.Length; day++)
        {
            age += hours * _clock.WeightOf(parcel.PlacedDay + day) * speed;
            hours = 1;
            underWay[day] = (float)Math.Exp(_table.LogUnderWay((DurationModel.LogOf(age) - usual) / spread));
        }
    }

    private void EndDay()
    {
        Register();
        var knows = _table.Deliveries >= FewestDeliveries;
        var (seen, expected, deliveries) = (0.0, 0.0, 0);
        foreach (var i in _underWay)
        {
            ref readonly var way = ref _ways[i];
            var isDelivered = IsOverToday(i) && !IsUnseen(i);
            deliveries += isDelivered ? 1 : 0;
            if (way.IsCounted)
            {
                seen += isDelivered ? 1 : 0;
                var usually = HoursToday(i) * _clock.WeightOf(Day);
                expected += Expected(in way, usually * RatioOf(in Parcels[i]));
                if (knows)
                {
                    _distances?.Count(in Parcels[i], isDelivered, Expected(in way, usually * _clock.Lately));
                }
            }
        }

        _distances?.EndDay();
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
            var isOver = IsOverToday(i);
            way.Age += HoursToday(i) * _clock.WeightOf(Day) * _clock.Lately * RatioOf(in Parcels[i]);
            (way.IsDelivered, way.IsLost) = (isOver && !IsUnseen(i), isOver && IsUnseen(i));
            if (way.IsCounted)
            {
                Expose(ref way);
            }

            if (!isOver && Day - Parcels[i].PlacedDay < _policy.MostDays)
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
            if (old >= _ripeDays && !_ways[i].IsLost)
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

    private double RatioOf(in TrackedParcel parcel) => _distances?.RatioOf(in parcel) ?? 1;

    // Deliveries expected of a parcel while it ages by so many days.
    private double Expected(in Way way, double days) =>
        LogUnderWay(in way, way.Age) - LogUnderWay(in way, way.Age + days);

    private double LogUnderWay(in Way way, double age) =>
        Math.Max(-10, _table.LogUnderWay((DurationModel.LogOf(age) - way.Usual) / way.Spread));

    private bool IsUnseen(int i) => _endsByLeaving && Parcels[i].ShippedMinute < 0;

    private bool IsOverToday(int i) => Parcels[i].DeliveredMinute < (Day + 1) * TrackedParcel.MinutesPerDay;

    // The part of today that a parcel was under way.
    private double HoursToday(int i)
    {
        var from = Parcels[i].PlacedDay == Day ? TimeOfDay(Parcels[i].PlacedMinute) : 0;
        return (IsOverToday(i) ? TimeOfDay(Parcels[i].DeliveredMinute) : 1) - from;
    }

    private static double TimeOfDay(int minute) =>
        (double)(minute % TrackedParcel.MinutesPerDay) / TrackedParcel.MinutesPerDay;

    private struct Way
    {
        internal int Pair, Bins;
        internal double Age, Usual, Spread;
        internal bool IsCounted, IsDelivered, IsLost;
    }
}
