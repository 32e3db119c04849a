using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Fulfillment.Orders.Backlog;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>An open order that leaves from elsewhere than before.</summary>
/// <param name="Order">The order.</param>
/// <param name="Ask">What was asked for and promised.</param>
/// <param name="Move">What it claimed, as it was seen, and what it claims instead.</param>
/// <param name="Held">What it claimed from where.</param>
/// <param name="Delivery">When the last of it is delivered by the new plan, at the promise quantile.</param>
/// <param name="Before">What its plan cost, parcels that it shared counted once; nothing where
/// <paramref name="IsRescued"/>: no way kept its promise.</param>
/// <param name="After">What its plan costs now, and what orders that stay and shared parcels with it, or do now, cost
/// more.</param>
/// <param name="IsRescued">Whether its promise would have been broken.</param>
public sealed record MovedOrder(
    OrderKey Order, OrderAsk Ask, OrderMove Move, IReadOnlyList<StockClaim> Held, Instant Delivery, PlanBill Before,
    PlanBill After, bool IsRescued)
{
    /// <summary>Where it was held.</summary>
    public IReadOnlyList<FacilityId> From => [.. Held.Select(line => line.Facility).Distinct()];

    /// <summary>From where it leaves.</summary>
    public IReadOnlyList<FacilityId> To => [.. Move.Lines.Select(line => line.Facility).Distinct()];

    /// <summary>Whether the same centers ship it, only other units of it or by another way.</summary>
    public bool HasSameCenters => From.ToHashSet().SetEquals(To);

    /// <summary>Whether each center ships what it would have, by another way.</summary>
    public bool HasSameGoods => Held.ToHashSet().SetEquals(Move.Lines);

    /// <summary>What it costs less than before; negative where it makes way for another one.</summary>
    public PlanBill Saved => Before - After;
}

/// <summary>Orders that move together or not at all, because they need one another's units or hands.</summary>
/// <param name="Orders">The orders.</param>
public sealed record BacklogStep(IReadOnlyList<MovedOrder> Orders)
{
    /// <summary>Orders that stay and share parcels with those that move, with what they were seen to claim: where one
    /// of them has changed meanwhile, the step might save nothing, and is not taken.</summary>
    public IReadOnlyList<(OrderKey Order, ulong Seen)> Beside { get; init; } = [];

    /// <summary>The step's name in the ledger: the same orders seen alike at the same instant are the same step.
    /// </summary>
    public EntryKey KeyOf(Instant at)
    {
        // Two orders may claim alike: what was seen does not name an order.
        var hash = Orders.Aggregate(0UL, (sum, order) => Mix(Mix(Mix(sum, order.Order.High), order.Order.Low),
            order.Move.Seen));
        return EntryKey.Of(FormattableString.Invariant($"backlog {at.UnixMilliseconds} {hash:x16}"), 0);
    }

    private static ulong Mix(ulong hash, ulong value) =>
        unchecked((System.Numerics.BitOperations.RotateLeft(hash, 23) ^ value) * 0x9E3779B97F4A7C15UL);
}

/// <summary>What shall become of the open orders.</summary>
/// <param name="At">As of when.</param>
/// <param name="ValidUntil">Steps are not taken later: cut-offs would be missed.</param>
/// <param name="Open">Decided orders of which nothing has left.</param>
/// <param name="Left">Those of them that were not looked at, by cause.</param>
/// <param name="AtRisk">Those looked at whose promise no way keeps from where they are held.</param>
/// <param name="Steps">What shall move.</param>
/// <param name="Plans">Plans that were made: the work done.</param>
/// <param name="IsCut">Whether the work limit ended it.</param>
public sealed record BacklogDecision(
    Instant At, Instant ValidUntil, int Open, IReadOnlyDictionary<LeftAlone, int> Left, int AtRisk,
    IReadOnlyList<BacklogStep> Steps, int Plans, bool IsCut)
{
    /// <summary>How many parcels fewer leave, once all steps are taken, than if every order had parcels of its own.
    /// </summary>
    public int SharedParcels { get; init; }

    /// <summary>Takes some of the steps, each whole or not at all.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="first">The first step.</param>
    /// <param name="count">How many.</param>
    /// <param name="now">When this is done.</param>
    /// <returns>One outcome per step. What has changed since the orders were seen is left as it is.</returns>
    public MoveOutcome[] Apply(GoodsLedger ledger, int first, int count, Instant now) =>
        Apply(ledger, Enumerable.Range(first, count), now);

    /// <summary>Takes some of the steps, each whole or not at all.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="steps">Which.</param>
    /// <param name="now">When this is done.</param>
    /// <returns>One outcome per step. What has changed since the orders were seen is left as it is.</returns>
    public MoveOutcome[] Apply(GoodsLedger ledger, IEnumerable<int> steps, Instant now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return [.. steps.Select(number => Steps[number]).Select(step =>
            now > ValidUntil || !step.Beside.All(one => IsUnchanged(ledger, one.Order, one.Seen)) ? MoveOutcome.Changed
            : ledger.MoveOrders(step.KeyOf(At), now, [.. step.Orders.Select(order => order.Move)]))];
    }

    private static bool IsUnchanged(GoodsLedger ledger, OrderKey order, ulong seen) =>
        ledger.ClaimsToAmend(order) is { State: OrderOutcome.Decided, HasLeft: false, Picked: [] } claims
        && claims.Seen == seen;
}
