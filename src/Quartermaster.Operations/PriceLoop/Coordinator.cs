using System.Collections.Immutable;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Planning.Capacity;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>Brings groups that decide apart under limits that they share: by prices, rounding and repair.</summary>
/// <remarks>
/// Asks all groups at prices, steps the prices, and so on; mixes the proposals (restricted master); picks one per group
/// by keyed draw; ends what overflow that left; writes rows once. The same values at any number of threads. Cost:
/// rounds × answers, and one decision. See README.md in this folder.
/// </remarks>
/// <param name="engine">Who decides.</param>
/// <param name="priced">Who answers to prices: the same engine.</param>
/// <param name="policy">The settings.</param>
public sealed class Coordinator<TInputs, TRow, TReason>(
    IRowEngine<TInputs, TRow, TReason> engine, IPriced<TInputs> priced, CoordinatorPolicy policy)
    where TInputs : IGrouped<TInputs>
    where TRow : unmanaged
    where TReason : unmanaged, Enum
{
    private readonly CapacityEngine _capacity = new(policy.Capacity);

    /// <summary>Makes a plan that keeps the limits.</summary>
    /// <param name="inputs">What is known; the prices in it are ignored.</param>
    /// <param name="board">The resources, and the prices to start from: yesterday's.</param>
    /// <param name="loads">For each resource of the board, what it holds and what is spoken for.</param>
    /// <param name="keys">For each group, its key for keyed draws.</param>
    /// <param name="explain">Whether to record reasons.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    /// <param name="cancel">Asked between blocks; then there is no plan at all.</param>
    public CoordinatedPlan<TRow, TReason> Plan(
        TInputs inputs,
        PriceBoard board,
        Table<ResourceLoad> loads,
        Table<ulong> keys,
        Explain explain = Explain.No,
        int threads = 1,
        CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(loads.Count, board.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(keys.Count, inputs.Count);
        var desk = new Desk(PricedGroups.Of(priced, inputs), [], threads, cancel);
        var (bundle, isSettled) = Settle(desk, CapacityEngine.Start(
            _capacity.LimitsOf(loads.Rows), [.. board.Prices.Rows]));
        var rounds = desk.Offers.Count;
        var mixed = bundle.MixedValue;
        var picked = new PickedPlan(
            desk.Offers, [.. bundle.Limits], bundle.Weights.AsSpan(), keys.Rows, policy.Seed);
        var rounded = picked.Value;
        Repair(desk, bundle, picked);

        var report = new CoordinationReport
        {
            Bound = bundle.Bound,
            Value = picked.Value,
            CoordinationGap = bundle.Bound - mixed,
            RoundingCost = mixed - rounded,
            RepairCost = rounded - picked.Value,
            Overflow = new([.. Enumerable.Range(0, board.Count).Select(picked.OverflowOf)]),
            Usage = new([.. picked.Usage]),
            Rounds = rounds,
            IsSettled = isSettled,
        };
        var written = new RowWriter<TInputs, TRow, TReason>(engine, priced)
            .Write(inputs, picked, explain, threads, cancel);
        var work = (long)inputs.Count * desk.Offers.Count;
        return new(
            written with { Certificate = new(PlanStatus.Complete, report.Value, report.Bound, work) },
            board.At(bundle.BestPrices.AsSpan()),
            [.. desk.Offers.Select(offer => board.At(offer.Prices))],
            new(picked.Picks),
            report);
    }

    // Asks and steps until the bound is settled; the bundle that is left has the weights to round by.
    private (PriceBundle Bundle, bool IsSettled) Settle(Desk desk, PriceBundle bundle) =>
        new PriceSettling(_capacity, policy.Gap, policy.MostRounds).Settle(bundle, prices =>
        {
            Ask(desk, prices);
            return (desk.Offers[^1].Value, desk.Offers[^1].Usage);
        });

    // Ends overflow among the offers there are, then at dearer prices, then group by group; fills the room left.
    private void Repair(Desk desk, PriceBundle bundle, PickedPlan picked)
    {
        var repair = new PlanRepair(picked, [.. bundle.BestPrices]);
        repair.EndOverflow();
        for (var rescue = 0; rescue < policy.MostRescues && picked.TotalOverflow() > 0; rescue++)
        {
            Ask(desk, DearerPrices(bundle, picked, rescue));
            repair.EndOverflow();
        }

        new GroupRescue(desk.Groups, picked).Run(policy.MostRescuedGroups);
        repair.Fill();
    }

    private static void Ask(Desk desk, ImmutableArray<double> prices) =>
        desk.Offers.Add(
            Answers.Ask(desk.Groups, [.. prices], desk.Offers, desk.Threads, desk.Cancel));

    // The settled prices, and on top, where there is no room left, a price that grows with each rescue.
    private static ImmutableArray<double> DearerPrices(PriceBundle bundle, PickedPlan picked, int rescue)
    {
        var prices = bundle.BestPrices.ToArray();
        var growth = Math.Pow(8, rescue - 2);
        for (var i = 0; i < prices.Length; i++)
        {
            var worth = Math.Abs(picked.Value) / Math.Max(1e-9, picked.Usage[i]);
            prices[i] += picked.OverflowOf(i) > 0 ? worth * growth
                : picked.IsNearlyFull(i) ? worth * growth / 2
                : 0;
        }

        return [.. prices.Select(price => Math.Min(price, CapacityEngine.MostPrice))];
    }

    // What stays the same while one plan is made, and the offers, which grow.
    private sealed record Desk(PricedGroups Groups, List<Answers> Offers, int Threads, CancellationToken Cancel);
}
