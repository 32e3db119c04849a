using System.Collections.Immutable;
using Quartermaster.Planning.Capacity;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Planning.Outbound;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>Prices room on lanes by day: the duals of shipping the expected demand at least cost within what departures
/// can take.</summary>
/// <remarks>See Planning/LaneSpace/README.md. A pure function. Only lanes that are asked for nearly as much as they
/// take, or more, are priced; where prices send too much to another one, it is priced with them, from where prices have
/// come to. O(rounds) of <see cref="LaneSpaceFlow.Ship"/>, in all at most twice
/// <see cref="OutboundPolicy.MostRounds"/>.</remarks>
/// <param name="policy">The settings.</param>
/// <param name="capacity">How prices step; null for as usual.</param>
public sealed class LaneSpacePricing(OutboundPolicy policy, CapacityPolicy? capacity = null)
{
    private const double LeastShare = 0.001;

    // Of its limit: what the gap leaves open is not worth another look.
    private const double LeastOver = 0.01;

    // Of its limit: what is asked for so much may be short when others are dear.
    private const double NearlyFull = 0.7;

    private readonly CapacityEngine _engine = new(capacity ?? new());

    /// <summary>Works prices out.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="from">Prices to start from, of the same days of lanes; null to start from none.</param>
    /// <param name="cancel">Asked between rounds.</param>
    public LaneSpacePlan Price(
        LaneSpaceInputs inputs, LaneSpacePlan? from = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var flow = new LaneSpaceFlow(inputs);
        var limits = inputs.LaneDays.Rows.ToArray().Select(day => day.Limit).ToArray();
        var free = flow.Ship(new double[limits.Length]);
        var (usage, prices) = (free.Usage, StartOf(inputs, from));
        var (bound, value, rounds, isSettled) = (free.Value, free.Value, 0, true);
        var priced = new List<int>();
        while (Over(usage, limits, priced) is { Length: > 0 } more && rounds < 2 * policy.MostRounds)
        {
            priced.AddRange(priced.Count > 0 ? more : Enumerable.Range(0, limits.Length)
                .Where(day => usage[day] > NearlyFull * limits[day] || prices[day] > 0));
            var start = CapacityEngine.Start(
                [.. priced.Select(day => limits[day])], [.. priced.Select(day => prices[day])]);
            var settling = new PriceSettling(
                _engine, policy.Gap, Math.Min(policy.MostRounds, (2 * policy.MostRounds) - rounds));
            (var bundle, isSettled, usage) = Settle(settling, start, flow, [.. priced], cancel);
            for (var i = 0; i < priced.Count; i++)
            {
                prices[priced[i]] = bundle.BestPrices[i];
            }

            (bound, rounds) = (bundle.Bound, rounds + bundle.Plans.Length);
            value = bundle.MixedValue;
        }

        // What is left over when the rounds end has no price of its own.
        isSettled &= Over(usage, limits, priced).Length == 0;
        return new()
        {
            Rows = new([.. limits.Select((_, day) => RowOf(inputs, day, free.Usage[day], usage[day], prices[day]))]),
            Bound = bound, Value = value, Rounds = rounds, IsSettled = isSettled,
        };
    }

    private static double[] StartOf(LaneSpaceInputs inputs, LaneSpacePlan? from) =>
        from is null ? new double[inputs.LaneDays.Count]
            : [.. from.Rows.Rows.ToArray().Select(row => row.Price / inputs.Typical.UnitsPer(row.Measure))];

    // What is wanted beyond its limit, and has no price yet.
    private static int[] Over(double[] usage, double[] limits, List<int> priced)
    {
        var known = priced.ToHashSet();
        return [.. Enumerable.Range(0, limits.Length).Where(day => !known.Contains(day)
            && usage[day] > limits[day] * (1 + (known.Count == 0 ? 0 : LeastOver)) + 1e-9)];
    }

    private static (PriceBundle Bundle, bool IsSettled, double[] Usage) Settle(
        PriceSettling settling, PriceBundle start, LaneSpaceFlow flow, int[] priced, CancellationToken cancel)
    {
        var usages = new List<double[]>();
        var (bundle, isSettled) = settling.Settle(start, Ask);
        var usage = new double[flow.LaneDays];
        for (var plan = 0; plan < usages.Count; plan++)
        {
            for (var day = 0; day < usage.Length && bundle.Weights[plan] > 0; day++)
            {
                usage[day] += bundle.Weights[plan] * usages[plan][day];
            }
        }

        return (bundle, isSettled, usage);

        (double Value, double[] Usage) Ask(ImmutableArray<double> asked)
        {
            cancel.ThrowIfCancellationRequested();
            var all = new double[flow.LaneDays];
            for (var i = 0; i < priced.Length; i++)
            {
                all[priced[i]] = asked[i];
            }

            var (value, used) = flow.Ship(all);
            usages.Add(used);
            return (value, [.. priced.Select(day => used[day])]);
        }
    }

    private static LaneSpacePrice RowOf(LaneSpaceInputs inputs, int day, double wanted, double units, double price)
    {
        // Nobody pays more than what a unit that is not shipped loses; and what is hardly anything is what the gap
        // leaves open.
        var (of, perUnit) = (inputs.LaneDays.Rows[day], Math.Min(price, inputs.LostPerUnit));
        return new(of.Lane, of.Day, of.Measure, of.Limit, wanted, units,
            perUnit <= LeastShare * inputs.LostPerUnit ? 0 : perUnit * inputs.Typical.UnitsPer(of.Measure));
    }
}
