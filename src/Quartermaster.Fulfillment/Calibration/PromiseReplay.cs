using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Promises past parcels as if each were ordered now: from nothing but what was known by then.</summary>
public static class PromiseReplay
{
    private const double FirstPrice = 200;

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
        var learner = new DeliveryLearner(parcels, policy);
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
        private readonly LatenessPrice _price = new(FirstPrice);
        private readonly Dictionary<int, LatenessPrice> _prices = [];

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
                CalibrationRule.ByGroup => Buy(PriceOf(cell), curve, target / _book.RatioOf(cell)),
                _ => Buy(_price, curve, target / _book.Ratio),
            };
            LateShares[i] = curve[Days[i]];
            _book.Promise(cell, parcel.PlacedDay + Days[i], LateShares[i],
                parcel.DaysTaken == TrackedParcel.Never ? TrackedParcel.Never : parcel.PlacedDay + parcel.DaysTaken);
        }

        private static int Buy(LatenessPrice price, ReadOnlySpan<float> curve, double share)
        {
            var days = DayChoice.LeastDays(curve, price.Days);
            price.Note(curve[days], share);
            return days;
        }

        // A new cell begins with what the others pay.
        private LatenessPrice PriceOf(int cell) => _prices.TryGetValue(cell, out var price) ? price
            : _prices[cell] = new(_prices.Count == 0 ? FirstPrice : _prices.Values.Average(one => one.Days));
    }
}

/// <summary>What past parcels would have been promised by one rule at one target.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Target">The late share it aims at.</param>
/// <param name="Days">By parcel: days from the order's day to the promised one; 0 before the first promised.</param>
/// <param name="LateShares">By parcel: how likely the promise was thought to be broken, before any correction.</param>
public sealed record ReplayedRule(
    CalibrationRule Rule, double Target, IReadOnlyList<int> Days, IReadOnlyList<float> LateShares);
