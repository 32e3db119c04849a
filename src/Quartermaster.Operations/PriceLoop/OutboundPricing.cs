using Quartermaster.Fulfillment.Orders;
using Quartermaster.Numerics;
using Quartermaster.Planning.Capacity;
using Quartermaster.Planning.Outbound;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>Prices picking and shipping by center and ship day: the duals of shipping the expected demand at least cost
/// within what centers can ship.</summary>
/// <remarks>See Planning/Outbound/README.md. A pure function, the same at any number of threads. O(days × rounds ×
/// regions × sets of centers × centers).</remarks>
/// <param name="policy">The settings.</param>
/// <param name="capacity">How prices step; null for as usual.</param>
public sealed class OutboundPricing(OutboundPolicy policy, CapacityPolicy? capacity = null)
{
    private const double LeastShare = 0.001;

    private readonly PriceSettling _settling = new(new(capacity ?? new()), policy.Gap, policy.MostRounds);

    /// <summary>Works prices out, day by day.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    /// <param name="cancel">Asked between days.</param>
    public OutboundPlan Price(OutboundInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var days = new OutboundPlan[inputs.DayFactors.Count];
        Blocks.Run(days.Length, 1, threads, block => days[block.Index] = PriceDay(inputs, block.Index), cancel);
        return new()
        {
            Rows = new([.. days.SelectMany(day => day.Rows.Rows.ToArray())
                .OrderBy(row => row.Facility.Value).ThenBy(row => row.ShipDay)]),
            Bound = days.Sum(day => day.Bound),
            Value = days.Sum(day => day.Value),
            Rounds = days.Sum(day => day.Rounds),
            IsSettled = Array.TrueForAll(days, day => day.IsSettled),
        };
    }

    private OutboundPlan PriceDay(OutboundInputs inputs, int day)
    {
        var flow = new OutboundFlow(inputs, day);
        var free = new double[flow.Centers.Length];
        var wanted = flow.Ship(free);
        if (wanted.Usage.Zip(flow.Limits, (use, limit) => use <= limit).All(fits => fits))
        {
            return PlanOf(inputs, day, flow, wanted.Usage, wanted.Usage, free) with
            {
                Bound = wanted.Value, Value = wanted.Value, IsSettled = true,
            };
        }

        var start = CapacityEngine.Start(flow.Limits,
            [.. flow.Centers.Select(center => inputs.LastPrices.Rows[(center * inputs.DayFactors.Count) + day])]);
        var (bundle, isSettled) = _settling.Settle(start, prices => flow.Ship(prices.AsSpan()));
        var usage = new double[flow.Centers.Length];
        for (var plan = 0; plan < bundle.Plans.Length; plan++)
        {
            for (var i = 0; i < usage.Length; i++)
            {
                usage[i] += bundle.Weights[plan] * bundle.Plans[plan].Usage[i];
            }
        }

        return PlanOf(inputs, day, flow, wanted.Usage, usage, bundle.BestPrices.AsSpan()) with
        {
            Bound = bundle.Bound,
            Value = bundle.MixedValue,
            Rounds = bundle.Plans.Length,
            IsSettled = isSettled,
        };
    }

    private static OutboundPlan PlanOf(
        OutboundInputs inputs, int day, OutboundFlow flow, double[] wanted, double[] usage,
        ReadOnlySpan<double> prices)
    {
        var rows = new OutboundPrice[flow.Centers.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            // Nobody pays more than what a unit that is not shipped loses; and what is hardly anything is what the gap
            // leaves open.
            var price = Math.Min(prices[i], Math.Min(inputs.LostPerUnit, SlotPrices.Most));
            rows[i] = new(inputs.Centers[flow.Centers[i]], inputs.FirstDay.AddDays(day), flow.Limits[i], wanted[i],
                usage[i], price < LeastShare * inputs.LostPerUnit ? 0 : price);
        }

        return new() { Rows = new(rows), Bound = 0, Value = 0, Rounds = 0, IsSettled = false };
    }
}
