using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Promises past parcels as if each were ordered now: from nothing but what was known by then.</summary>
public static class PromiseReplay
{
    // All of a speed's areas move its price, so by less at a time.
    private const double FirstPrice = 200, Step = 0.05, SpeedStep = 0.01;

    /// <summary>Replays.</summary>
    /// <param name="parcels">By the minute they were placed.</param>
    /// <param name="policy">The settings; the target is not read.</param>
    /// <param name="targets">Late shares to promise at, each above 0 and at most 0.5.</param>
    /// <param name="firstPromised">Parcels before this one are only learned from.</param>
    /// <param name="cancel">Ends it between two days.</param>
    /// <returns>For each target and rule, what each parcel from the first on would have been promised.</returns>
    /// <exception cref="ArgumentException">The parcels are not in order or not sound.</exception>
    public static IReadOnlyList<ReplayedRule> Of(
        Table<TrackedParcel> parcels, CalibrationPolicy policy, ReadOnlySpan<double> targets, int firstPromised,
        CancellationToken cancel = default)
    {
        var learner = new DeliveryLearner(parcels, policy,
            firstPromised < parcels.Count ? parcels.Rows[firstPromised].PlacedDay : null);
        var rules = new List<Rule>();
        foreach (var target in targets)
        {
            foreach (var kind in Enum.GetValues<CalibrationRule>())
            {
                rules.Add(new(policy, kind, target, parcels.Count));
            }
        }

        var (curve, day) = (new float[policy.MostDays], -1);
        for (var i = firstPromised; i < parcels.Count; i++)
        {
            ref readonly var parcel = ref parcels.Rows[i];
            if (parcel.PlacedDay != day)
            {
                cancel.ThrowIfCancellationRequested();
                day = parcel.PlacedDay;
                learner.AdvanceTo(day);
                rules.ForEach(rule => rule.Begin(day));
            }

            learner.Curve(in parcel, curve);
            foreach (var rule in rules)
            {
                rule.Promise(i, in parcel, curve);
            }
        }

        return [.. rules.Select(rule => new ReplayedRule(rule.Kind, rule.Target, rule.Days, rule.LateShares))];
    }

    private sealed class Rule(CalibrationPolicy policy, CalibrationRule kind, double target, int count)
    {
        private readonly LateBook _book = new(policy.LateHalfLifeDays, policy.LatePriorParcels);
        private readonly LatenessPrice _price = new(FirstPrice, Step);
        private readonly Dictionary<int, LatenessPrice> _ofSpeeds = [];
        private readonly Dictionary<int, LatenessPrice> _ofCells = [];

        internal CalibrationRule Kind => kind;

        internal double Target => target;

        internal int[] Days { get; } = new int[count];

        internal float[] LateShares { get; } = new float[count];

        internal void Begin(int day) => _book.AdvanceTo(day);

        internal void Promise(int i, in TrackedParcel parcel, ReadOnlySpan<float> curve)
        {
            var cell = (parcel.Area * 6) + (int)parcel.Speed;
            Days[i] = kind switch
            {
                CalibrationRule.Quantile => DayChoice.Quantile(curve, target / _book.RatioOf(cell)),
                CalibrationRule.ByGroup => Buy(
                    Of(_ofSpeeds, (int)parcel.Speed, FirstPrice, SpeedStep), Of(_ofCells, cell, 1, Step), curve,
                    target / _book.RatioOf(cell)),
                _ => Buy(_price, null, curve, target / _book.Ratio),
            };
            LateShares[i] = curve[Days[i]];
            _book.Promise(cell, parcel.PlacedDay + Days[i], LateShares[i],
                parcel.DaysTaken == TrackedParcel.Never ? TrackedParcel.Never : parcel.PlacedDay + parcel.DaysTaken);
        }

        // A cell pays what its speed pays, times a factor of its own: a small one starts where the others are.
        private static int Buy(LatenessPrice price, LatenessPrice? factor, ReadOnlySpan<float> curve, double share)
        {
            var days = DayChoice.LeastDays(curve, price.Days * (factor?.Days ?? 1));
            price.Note(curve[days], share);
            factor?.Note(curve[days], share);
            return days;
        }

        private static LatenessPrice Of(
            Dictionary<int, LatenessPrice> prices, int key, double first, double step) =>
            prices.TryGetValue(key, out var price) ? price : prices[key] = new(first, step);
    }
}

/// <summary>What past parcels would have been promised by one rule at one target.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Target">The late share it aims at.</param>
/// <param name="Days">By parcel: days from the order's day to the promised one; 0 before the first promised.</param>
/// <param name="LateShares">By parcel: how likely the promise was thought to be broken, before any correction.</param>
public sealed record ReplayedRule(
    CalibrationRule Rule, double Target, IReadOnlyList<int> Days, IReadOnlyList<float> LateShares);
