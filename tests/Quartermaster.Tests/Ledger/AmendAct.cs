using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Tests.Ledger;

/// <summary>Amends an order: of each of its claims some units are missing and claimed elsewhere again, or not.
/// </summary>
/// <param name="Key">The amendment's key.</param>
/// <param name="At">When.</param>
/// <param name="Order">Which; perhaps not there.</param>
/// <param name="Less">How many are missing, claim by claim in turn; at most all.</param>
/// <param name="To">From where they come instead, claim by claim in turn; none for not at all.</param>
/// <param name="More">A slot that it needs besides.</param>
/// <param name="Odd">0: as if something else had been seen; 1: more than it claimed; 2: without its slots; 3: it goes
/// elsewhere; 4: more is missing than it claims; else nothing is odd. Missing units are unfulfillable where this is
/// even, else lost.</param>
internal sealed record AmendAct(
    EntryKey Key, Instant At, OrderKey Order, int[] Less, FacilityId[] To, SlotClaim More, int Odd) : LedgerAct
{
    private static readonly OrderAsk s_ask = new(new(1), new(1_000_000), null, new([]))
    {
        Code = "one", Customer = new(7),
    };

    internal GoodsState MissingTo => Odd % 2 == 0 ? GoodsState.Unfulfillable : GoodsState.Lost;

    internal override string Do(GoodsLedger ledger)
    {
        ledger.Ask(Order, s_ask);
        var claims = ledger.ClaimsToAmend(Order)
            ?? new(OrderOutcome.Unknown, 7, [new(new(1), new(1), 1)], [], HasLeft: false, 0, null);
        var (lines, missing) = Split([.. claims.Lines]);
        return $"amend {ledger.AmendOrder(Key, At, new(Order, claims.Seen + (Odd == 0 ? 1UL : 0), [.. lines],
            Odd == 2 ? [] : [.. claims.Slots, More])
        {
            Missing = [.. missing], MissingTo = MissingTo,
            Ask = Odd == 3 ? s_ask with { Readdressed = new(2), Promised = At } : null,
        })}";
    }

    internal override string Do(NaiveLedger ledger) => $"amend {ledger.Amend(this)}";

    /// <summary>What it would claim, and what is missing.</summary>
    internal (List<StockClaim> Lines, List<StockClaim> Missing) Split(List<StockClaim> claims)
    {
        var (lines, missing) = (new List<StockClaim>(), new List<StockClaim>());
        for (var i = 0; i < claims.Count; i++)
        {
            var less = Math.Min(Less[i % Less.Length], claims[i].Units);
            var again = To[i % To.Length];
            Add(lines, claims[i] with { Units = claims[i].Units - less });
            Add(missing, claims[i] with { Units = less });
            Add(lines, claims[i] with { Units = again.Value == 0 ? 0 : less, Facility = again });
        }

        if (Odd == 1 && lines.Count > 0)
        {
            lines[^1] = lines[^1] with { Units = Math.Min(lines[^1].Units, int.MaxValue - 1_000) + 1_000 };
        }

        if (Odd == 4 && missing.Count > 0)
        {
            missing[0] = missing[0] with { Units = 1_000 };
        }

        return (lines, missing);
    }

    private static void Add(List<StockClaim> to, StockClaim line)
    {
        if (line.Units > 0)
        {
            to.Add(line);
        }
    }
}
