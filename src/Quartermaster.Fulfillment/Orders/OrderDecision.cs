using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>How FCs are chosen for an order.</summary>
internal enum SourcingRule
{
    /// <summary>The exact cheapest set, the future cost of stock included.</summary>
    CheapestSet = 1,

    /// <summary>The nearest FC that has a line.</summary>
    Nearest = 2,

    /// <summary>The cheapest FC that has the whole order, else greedy splits.</summary>
    CheapestWhole = 3,
}

/// <summary>What the order engines share: reading stock once, finding parcels, choosing by a rule, writing
/// rows.</summary>
internal static class OrderDecision
{
    private const int MostOnStack = 256;
    private const int Most = OrderInputs.FacilitiesPerOrder;

    internal static void DecideAll(
        SourcingRule rule, OrdersPolicy policy, OrderInputs inputs, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why)
    {
        for (var order = 0; order < inputs.Count; order++)
        {
            var (first, end) = (inputs.FirstRow(order), inputs.FirstRow(order + 1));
            DecideOne(
                rule, policy, inputs, inputs.Requests.Rows[order], inputs.LinesOf(order), rows[first..end], why);
        }
    }

    internal static void DecideOne(
        SourcingRule rule, OrdersPolicy policy, OrderInputs inputs, in OrderRequest request,
        ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows, ReasonWriter<OrderReason>? why)
    {
        if (OrderChecks.BrokenRule(inputs, request, lines) is not null)
        {
            ShipmentRows.Refuse(lines, rows, why);
            return;
        }

        var cells = lines.Length * inputs.Routes.Origins.Length;
        Span<int> free = cells <= MostOnStack ? stackalloc int[cells] : new int[cells];
        Read(inputs, lines, free);

        var choices = new ParcelChoices(inputs, request, lines, free,
            rule == SourcingRule.CheapestSet && inputs.StockValues is not null);
        var (most, spares) = choices.Count();
        var costCells = (most + 1) * lines.Length;
        Span<Parcel> parcels = most <= MostOnStack / 4 ? stackalloc Parcel[most] : new Parcel[most];
        Span<UnitCost> costs = costCells <= MostOnStack ? stackalloc UnitCost[costCells] : new UnitCost[costCells];
        Span<StockWorth> worths = lines.Length <= MostOnStack ? stackalloc StockWorth[lines.Length]
            : new StockWorth[lines.Length];
        var count = choices.Find(spares, parcels, costs, worths);
        Sort(parcels[..count]);

        Span<Parcel> open = stackalloc Parcel[Most];
        Span<int> wanted = lines.Length <= MostOnStack ? stackalloc int[lines.Length] : new int[lines.Length];
        var shareCells = lines.Length * Most;
        Span<int> shares = shareCells <= MostOnStack ? stackalloc int[shareCells] : new int[shareCells];
        shares.Clear();
        var work = new OrderWork
        {
            Inputs = inputs, Request = request, Lines = lines, Parcels = parcels[..count], Costs = costs,
            Wanted = wanted, Open = open, Shares = shares, IsLimited = spares != 0,
        };
        work.LeaveOutMissing();
        var isCut = false;
        var openCount = rule switch
        {
            SourcingRule.Nearest => NearestRule.Choose(in work),
            SourcingRule.CheapestWhole => CheapestWholeRule.Choose(in work),
            _ => CheapestSet(policy, in work, out isCut),
        };
        ShipmentRows.Write(in work, policy, openCount, isCut, rows, why);
    }

    private static void Read(OrderInputs inputs, ReadOnlySpan<CartLine> lines, Span<int> free)
    {
        var origins = inputs.Routes.Origins;
        for (var line = 0; line < lines.Length; line++)
        {
            for (var origin = 0; origin < origins.Length; origin++)
            {
                free[(line * origins.Length) + origin] = inputs.Available.Of(lines[line].Product, origins[origin]);
            }
        }
    }

    private static int CheapestSet(OrdersPolicy policy, in OrderWork work, out bool isCut)
    {
        Span<Parcel> trial = stackalloc Parcel[Most];
        Span<int> shares = stackalloc int[Most];
        isCut = false;
        while (work.Wanted.ContainsAnyExcept(0))
        {
            var search = new SetSearch(work.Parcels, work.Costs, work.Wanted, trial, work.Open, shares,
                Math.Max(0, policy.SplitCost.Micros), policy.MostSets);
            search.Run();
            isCut |= search.IsCut;
            if (search.BestCount > 0)
            {
                work.ShareOut(search.BestCount);
                return search.BestCount;
            }

            // No set of so few FCs has everything: the last line stays behind.
            work.Wanted[work.Wanted.LastIndexOfAnyExcept(0)] = 0;
        }

        return 0;
    }

    // By the cost of opening; an insertion sort, for parcels are few and mostly in order.
    private static void Sort(Span<Parcel> parcels)
    {
        for (var i = 1; i < parcels.Length; i++)
        {
            var parcel = parcels[i];
            var to = i;
            while (to > 0 && parcels[to - 1].FixedMicros > parcel.FixedMicros)
            {
                parcels[to] = parcels[to - 1];
                to--;
            }

            parcels[to] = parcel;
        }
    }
}
