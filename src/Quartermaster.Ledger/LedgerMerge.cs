using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Several ledgers that share the products between them as one, to read: whoever plans, exports or looks
/// orders up need not know how many there are.</summary>
/// <remarks>An order's parts stand together again, in its home's state. Feeds are left out: nobody feeds what is only
/// read. O(state), and a second copy of it.</remarks>
public static class LedgerMerge
{
    /// <summary>Makes the one ledger.</summary>
    /// <param name="ledgers">The ledgers, whose parts are in line with their homes.</param>
    /// <param name="limits">How large it may grow.</param>
    public static GoodsLedger Of(IReadOnlyList<GoodsLedger> ledgers, LedgerLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(ledgers);
        var merged = new GoodsLedger(limits);
        var state = merged.State;
        state.Keys.Start(ledgers.Max(ledger => ledger.RemembersFrom).DayNumber);
        foreach (var ledger in ledgers)
        {
            AddBalances(state.Balances, ledger.State.Balances);
            foreach (var (key, day) in ledger.State.Keys.Sorted())
            {
                state.Keys.Add(key, day);
            }

            foreach (var (slot, use) in ledger.State.Slots.Sorted())
            {
                state.Slots.Set(slot, use);
            }

            foreach (var home in ledger.HomeOrders().OrderBy(home => home.Order))
            {
                AddOrder(state.Orders, ledger, home, ledgers);
            }
        }

        merged.Resume(ledgers.Sum(ledger => ledger.Sequence));
        return merged;
    }

    /// <summary>What an order claims in all of them.</summary>
    public static (StockClaim[] Lines, SlotClaim[] Slots) ClaimsOf(
        IReadOnlyList<GoodsLedger> ledgers, OrderKey order)
    {
        ArgumentNullException.ThrowIfNull(ledgers);
        var all = ledgers.Select(ledger => ledger.AllClaimsOf(order)).ToArray();
        return ([.. all.SelectMany(part => part.Lines)], [.. all.SelectMany(part => part.Slots)]);
    }

    /// <summary>The highest number of a facility that a ledger has room for.</summary>
    public static int MostFacility(GoodsLedger ledger) => ledger.State.Balances.Stride - 1;

    /// <summary>The slots that are open in a ledger.</summary>
    public static IEnumerable<Slot> SlotsOf(GoodsLedger ledger) =>
        ledger.State.Slots.Sorted().Select(pair => pair.Key);

    private static void AddBalances(Balances to, Balances from)
    {
        for (var product = 1; product < from.Products; product++)
        {
            for (var state = GoodsState.Vendor; state <= GoodsState.Adjusted; state++)
            {
                if (!Balances.IsInside(state))
                {
                    Add(to, from, product, Account.Outside(state));
                    continue;
                }

                var row = from.Row(state, product);
                for (var facility = 0; facility < row.Length; facility++)
                {
                    Add(to, from, product, new(new(facility), state));
                }
            }
        }

        foreach (var (key, units) in from.Sparse.Sorted())
        {
            to.Sparse.Add(key, units);
        }
    }

    private static void Add(Balances to, Balances from, int product, Account account)
    {
        var units = from.Read(new(product), account);
        if (units != 0)
        {
            to.Set(new(product), account, units);
        }
    }

    private static void AddOrder(
        OrderBook to, GoodsLedger ledger, WaitingPart home, IReadOnlyList<GoodsLedger> ledgers)
    {
        var orders = ledger.State.Orders;
        var record = orders[orders.Find(home.Order)];
        var number = to.Add(record with { Ledgers = 0 });
        if (ledger.AskOf(home.Order) is { } ask)
        {
            to.Asks.TryAdd(home.Order, ask);
        }

        var (lines, slots) = home.Ledgers == 0 ? ledger.AllClaimsOf(home.Order) : ClaimsOf(ledgers, home.Order);
        to.AddClaims(number, lines, slots);
        foreach (var left in home.Ledgers == 0 ? ledger.ShippedOf(home.Order)
            : ledgers.SelectMany(part => part.ShippedOf(home.Order)))
        {
            to.AddShipped(number, in left);
        }

        var picked = ledgers.SelectMany(part => part.PickedAt(home.Order)).ToHashSet();
        for (var claim = to[number].FirstClaim; claim != OrderRecord.None; claim = to.Claim(claim).Next)
        {
            if (picked.Contains(to.Claim(claim).Claim.Facility))
            {
                to.MarkPicked(claim);
            }
        }
    }
}
