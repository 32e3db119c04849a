using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Operations.Orders.Changes;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Orders;

/// <summary>Units of an order that were not found where they were to be picked.</summary>
/// <param name="Code">The order's code.</param>
/// <param name="Key">A name of this report: the same again changes nothing.</param>
/// <param name="Lines">What was not found, from where.</param>
/// <param name="To">Lost, or unfulfillable.</param>
internal sealed record ShortPick(string Code, string Key, StockClaim[] Lines, GoodsState To)
{
    /// <summary>The name by which the ledger knows it.</summary>
    internal EntryKey Entry { get; } = new(KeyedRandom.KeyOf($"short {Code.Length} {Code} {Key}"), 1);

    /// <summary>The name of its content: another one under the same key is another report.</summary>
    internal EntryKey Content { get; } = new(KeyedRandom.KeyOf($"short content {Code.Length} {Code} {Key} {To} "
        + string.Join(' ', Lines.OrderBy(line => line.Product.Value).ThenBy(line => line.Facility.Value).Select(line =>
            string.Create(CultureInfo.InvariantCulture,
                $"{line.Product.Value}/{line.Facility.Value}/{line.Units}")))), 2);
}

/// <summary>Another address for an order.</summary>
/// <param name="Code">The order's code.</param>
/// <param name="To">Where it shall go.</param>
/// <param name="AcceptsLater">Whether the customer takes a later promise where the one given cannot be kept.</param>
/// <param name="Deadline">By when it must be there, where the customer took an offer; else not known.</param>
internal sealed record AddressChange(string Code, RegionId To, bool AcceptsLater, Instant Deadline);

/// <summary>What became of a change.</summary>
/// <param name="Refusal">What stands in the way; None where it is done.</param>
/// <param name="State">What the order is.</param>
/// <param name="IsRepeated">Whether it was done before: nothing was changed.</param>
/// <param name="Plan">How the order goes on, or what can be had instead; null where nothing was decided.</param>
internal sealed record ChangeResult(ChangeRefusal Refusal, OrderOutcome State, bool IsRepeated, ChangePlan? Plan);

/// <summary>Changes orders in a durable ledger while others may use it: decided beside it, done in one durable step.
/// </summary>
/// <remarks>Between the two others may take the goods: then it is decided anew, a few times.</remarks>
/// <param name="ledger">The ledger.</param>
/// <param name="desk">Who decides.</param>
/// <param name="routes">The ways there are, now.</param>
/// <param name="arrivals">Goods on their way that orders may claim, now; nothing where none may be.</param>
/// <param name="now">What the clock shows.</param>
internal sealed class LedgerChanges(
    LedgerShards ledger, OrderChangeDesk desk, Func<RouteTable> routes, Func<ArrivingGoods?> arrivals,
    Func<Instant> now)
{
    private const int MostTries = 8;

    // After so many tries goods on their way are left alone: their parcels may want the same room as the others.
    private const int TriesWithArrivals = 4;

    /// <summary>Takes units off the shelf that were not found, and sources them anew.</summary>
    internal async Task<ChangeResult> ShortAsync(ShortPick pick, CancellationToken cancel)
    {
        var order = OrderKey.Of(pick.Code);
        for (var tries = 1; ; tries++)
        {
            // Whoever does the same at once is seen here, or makes the claims other than they were seen.
            var claims = await ledger.ClaimsToAmendAsync(order, now(), cancel).ConfigureAwait(false);
            if (claims is null)
            {
                return Not(ChangeRefusal.Unknown, OrderOutcome.Unknown);
            }

            if (await ledger.HasAsync(pick.Entry, cancel).ConfigureAwait(false))
            {
                return await KnownAsync(order, pick, cancel).ConfigureAwait(false);
            }

            if (claims.State != OrderOutcome.Decided || !AreClaimed(claims, pick.Lines))
            {
                return Not(claims.State != OrderOutcome.Decided ? ChangeRefusal.NotDecided : ChangeRefusal.NotClaimed,
                    claims.State);
            }

            var at = now();
            var figures = new ChangeFigures(routes(), ledger.Availability, at)
            {
                Arrivals = tries <= TriesWithArrivals ? arrivals() : null,
            };
            var plan = desk.Short(order, claims, pick.Lines, pick.To, figures);
            var (outcome, state) = await ledger.AmendAsync(pick.Entry, at, plan.Amendment!, pick.Content, cancel)
                .ConfigureAwait(false);
            if (!IsToTryAgain(outcome) || tries == MostTries)
            {
                return new(outcome == MoveOutcome.Moved ? ChangeRefusal.None : ChangeRefusal.Refused, state,
                    IsRepeated: false, plan);
            }
        }
    }

    /// <summary>Sends an order elsewhere, as promised or as the customer accepts it.</summary>
    internal async Task<ChangeResult> ReaddressAsync(AddressChange change, CancellationToken cancel)
    {
        var order = OrderKey.Of(change.Code);
        for (var tries = 1; ; tries++)
        {
            var claims = await ledger.ClaimsToAmendAsync(order, now(), cancel).ConfigureAwait(false);
            if (claims is null)
            {
                return Not(ChangeRefusal.Unknown, OrderOutcome.Unknown);
            }

            var at = now();
            if (claims.State == OrderOutcome.Decided && claims.Ask?.GoesTo == change.To)
            {
                return new(ChangeRefusal.None, claims.State, IsRepeated: true, null);
            }

            var refusal = claims.State != OrderOutcome.Decided ? ChangeRefusal.NotDecided
                : claims.Ask is null || Array.Exists(claims.Lines, line => line.Owner.Value != 0)
                    ? ChangeRefusal.NotOurs
                : GoodsClaims.AnyArriving(claims.Slots) ? ChangeRefusal.WaitsForGoods
                : desk.IsBeingPicked(order, claims, routes(), at) ? ChangeRefusal.BeingPicked : ChangeRefusal.None;
            if (refusal != ChangeRefusal.None)
            {
                return Not(refusal, claims.State);
            }

            var plan = Decide(order, claims, change, at);
            if (plan.Amendment is not { } amendment)
            {
                return new(ChangeRefusal.CannotKeep, claims.State, IsRepeated: false, plan);
            }

            // Each is a change of its own: the movements of the whole ledger grow with each that is made.
            var key = new EntryKey(KeyedRandom.KeyOf($"address {change.Code}"), unchecked((ulong)(
                await ledger.EachAsync((_, goods) => goods.Sequence, cancel).ConfigureAwait(false)).Sum()));
            var (outcome, _) = await ledger.AmendAsync(key, at, amendment, note: null, cancel).ConfigureAwait(false);
            if (!IsToTryAgain(outcome) || tries == MostTries)
            {
                return new(outcome == MoveOutcome.Moved ? ChangeRefusal.None : ChangeRefusal.Refused, claims.State,
                    IsRepeated: false, plan);
            }
        }
    }

    // An offer is kept or refused; without one, the promise that was given comes first.
    private ChangePlan Decide(OrderKey order, OpenClaims claims, AddressChange change, Instant at)
    {
        var (figures, given) = (new ChangeFigures(routes(), ledger.Availability, at), claims.Ask!.Promised);
        var deadline = change.Deadline.IsKnown ? change.Deadline : given;
        var plan = deadline.IsKnown || change.AcceptsLater
            ? desk.Readdress(order, claims, change.To, deadline, figures)
            : desk.Readdress(order, claims, change.To, at, figures);
        return plan.Amendment is null && change.AcceptsLater
            ? desk.Readdress(order, claims, change.To, default, figures) : plan;
    }

    private async Task<ChangeResult> KnownAsync(OrderKey order, ShortPick pick, CancellationToken cancel)
    {
        var isSame = await ledger.HasAsync(pick.Content, cancel).ConfigureAwait(false);
        var state = (await ledger.FindAsync(order, now(), cancel).ConfigureAwait(false)).State;
        return isSame ? new(ChangeRefusal.None, state, IsRepeated: true, null)
            : Not(ChangeRefusal.OtherContent, state);
    }

    private static bool AreClaimed(OpenClaims claims, StockClaim[] lines) =>
        lines.GroupBy(line => line with { Units = 0 }).All(of => of.Sum(line => (long)line.Units)
            <= claims.Lines.Where(line => line with { Units = 0 } == of.Key).Sum(line => (long)line.Units));

    private static bool IsToTryAgain(MoveOutcome outcome) => outcome
        is MoveOutcome.Changed or MoveOutcome.NotEnoughStock or MoveOutcome.SlotFull or MoveOutcome.AlreadyMoved;

    private static ChangeResult Not(ChangeRefusal refusal, OrderOutcome state) =>
        new(refusal, state, IsRepeated: false, null);
}
