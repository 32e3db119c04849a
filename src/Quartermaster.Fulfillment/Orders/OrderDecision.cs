using System.Numerics;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Numerics;

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
    private const int MostOnStack = 512;
    private const int MostParcels = 128;

    internal static void DecideAll(
        SourcingRule rule, OrdersPolicy policy, OrderInputs inputs, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why)
    {
        for (var order = 0; order < inputs.Count; order++)
        {
            DecideOne(rule, policy, inputs, inputs.Requests.Rows[order], inputs.LinesOf(order),
                rows[inputs.FirstRow(order)..inputs.FirstRow(order + 1)], why);
        }
    }

    internal static void DecideOne(
        SourcingRule rule, OrdersPolicy policy, OrderInputs inputs, in OrderRequest request,
        ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows, ReasonWriter<OrderReason>? why)
    {
        Fetch(inputs, lines);
        if (OrderChecks.BrokenRule(inputs, request, lines) is not null)
        {
            ShipmentRows.Refuse(lines, rows, why);
            return;
        }

        var cells = lines.Length * inputs.Routes.Origins.Length;
        Span<int> free = cells <= MostOnStack ? stackalloc int[cells] : new int[cells];
        Span<ulong> stocked = lines.Length <= MostOnStack ? stackalloc ulong[lines.Length] : new ulong[lines.Length];
        Read(inputs, lines, free, stocked);
        var look = new OrderLook
        {
            Rule = rule, Policy = policy, Inputs = inputs, Request = request, Lines = lines, Here = free, Free = free,
            Stocked = stocked,
        };
        if (rule == SourcingRule.CheapestSet && inputs.Arrivals is { } arrivals && arrivals.AnyOf(lines))
        {
            ArrivingOrder.Decide(arrivals, in look, rows, why);
        }
        else
        {
            Decide(in look, rows, why);
        }
    }

    /// <summary>Decides by one look.</summary>
    internal static void Decide(in OrderLook look, Span<ShipmentRow> rows, ReasonWriter<OrderReason>? why)
    {
        var (rule, policy, inputs, request) = (look.Rule, look.Policy, look.Inputs, look.Request);
        var lines = look.Lines;
        var free = look.Free;
        var choices = new ParcelChoices(inputs, request, lines, free, look.Stocked,
            rule == SourcingRule.CheapestSet && inputs.StockValues is not null);
        var cheapest = rule == SourcingRule.CheapestSet ? choices.Cheapest() : null;
        var (most, spares) = cheapest is null ? choices.Count() : (choices.CountStocked(cheapest), 0UL);
        var costCells = (most + 1) * lines.Length;
        Span<Parcel> parcels = most <= MostParcels ? stackalloc Parcel[most] : new Parcel[most];
        Span<UnitCost> costs = costCells <= MostOnStack ? stackalloc UnitCost[costCells] : new UnitCost[costCells];
        var cells = free.Length;
        Span<StockWorth> worths = cells <= MostOnStack ? stackalloc StockWorth[cells] : new StockWorth[cells];
        var count = cheapest is null ? choices.Find(spares, parcels, costs, worths)
            : choices.Find(cheapest, parcels, costs, worths);
        if (count < 0)
        {
            // A ship day lacks room: every way is looked at.
            Stock(free, look.Stocked);
            (cheapest, (most, spares)) = (null, choices.Count());
            parcels = new Parcel[most];
            costs = new UnitCost[(most + 1) * lines.Length];
            count = choices.Find(spares, parcels, costs, worths);
        }

        if (cheapest is null)
        {
            Sort(parcels[..count]);
        }

        var openMost = MostOpen(parcels[..count], lines);
        Span<Parcel> open = stackalloc Parcel[openMost];
        Span<int> wanted = lines.Length <= MostOnStack ? stackalloc int[lines.Length] : new int[lines.Length];
        var shareCells = lines.Length * openMost;
        Span<int> shares = shareCells <= MostOnStack ? stackalloc int[shareCells] : new int[shareCells];
        shares.Clear();
        var work = new OrderWork
        {
            Inputs = inputs, Request = request, Lines = lines, Here = look.Here, Parcels = parcels[..count],
            Costs = costs, Wanted = wanted, Open = open, Shares = shares, IsLimited = spares != 0,
            Counts = stackalloc int[openMost], IsBulky = inputs.Routes.HasTerms && AnyTight(parcels[..count]),
        };
        work.LeaveOutMissing();
        var isCut = false;
        var openCount = rule switch
        {
            SourcingRule.Nearest => NearestRule.Choose(in work),
            SourcingRule.CheapestWhole => CheapestWholeRule.Choose(in work),
            _ => CheapestSet(policy, in work, out isCut),
        };
        if (request.Fill != FillRule.Available && wanted.Contains(0))
        {
            // Whole or not at all.
            wanted.Clear();
            shares.Clear();
            openCount = 0;
        }
        else if (request.MayWait && policy.HoldForConsolidation)
        {
            Waiting.TakeLatest(in work, openCount);
        }

        isCut |= !PackedDivision.Count(in work, openCount);
        ShipmentRows.Write(in work, policy, openCount, isCut, rows, why);
    }

    /// <summary>What shipping every line that the FCs together have in time costs at least, however many ship; micros.
    /// </summary>
    internal static long BoundOf(
        OrdersPolicy policy, OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines)
    {
        if (OrderChecks.BrokenRule(inputs, request, lines) is not null)
        {
            return 0;
        }

        var free = new int[lines.Length * inputs.Routes.Origins.Length];
        var stocked = new ulong[lines.Length];
        Read(inputs, lines, free, stocked);
        var choices = new ParcelChoices(inputs, request, lines, free, stocked, inputs.StockValues is not null);
        var (most, spares) = choices.Count();
        var (parcels, costs) = (new Parcel[most], new UnitCost[(most + 1) * lines.Length]);
        var count = choices.Find(spares, parcels, costs, new StockWorth[lines.Length]);
        var work = new OrderWork
        {
            Inputs = inputs, Request = request, Lines = lines, Parcels = parcels.AsSpan(0, count), Costs = costs,
            Wanted = new int[lines.Length], Open = default, Shares = default, IsLimited = spares != 0,
            Counts = default, IsBulky = inputs.Routes.HasTerms && AnyTight(parcels.AsSpan(0, count)),
        };
        work.LeaveOutMissing();
        var split = Math.Max(0, policy.SplitCost.Micros);
        var bound = SetBound.Of(work.Parcels, costs, work.Wanted, split);
        return work.IsBulky ? Math.Max(bound, PackedBound.Of(in work, split)) : bound;
    }

    // Products of an order lie far apart: their memory is asked for at once, not one after the other.
    private static void Fetch(OrderInputs inputs, ReadOnlySpan<CartLine> lines)
    {
        var origins = inputs.Routes.Origins;
        var terms = inputs.Terms.Rows;
        foreach (ref readonly var line in lines)
        {
            if ((uint)line.Product.Value < (uint)terms.Length && origins.Length > 0)
            {
                Prefetch.Of(terms.Slice(line.Product.Value, 1));
                Prefetch.Of(inputs.Available.Row(line.Product, origins[0], origins.Length));
            }
        }
    }

    // No more FCs than there are in time, and than units.
    private static int MostOpen(ReadOnlySpan<Parcel> parcels, ReadOnlySpan<CartLine> lines)
    {
        var (origins, units) = (0UL, 0L);
        foreach (ref readonly var parcel in parcels)
        {
            origins |= 1UL << parcel.Origin;
        }

        foreach (ref readonly var line in lines)
        {
            units += line.Units;
        }

        return (int)Math.Min(units, BitOperations.PopCount(origins));
    }

    private static bool AnyTight(ReadOnlySpan<Parcel> parcels)
    {
        var any = false;
        foreach (ref readonly var parcel in parcels)
        {
            any |= parcel.IsTight;
        }

        return any;
    }

    private static void Read(
        OrderInputs inputs, ReadOnlySpan<CartLine> lines, Span<int> free, Span<ulong> stocked)
    {
        var origins = inputs.Routes.Origins;
        var areBeside = origins.Length > 0 && origins[^1].Value - origins[0].Value == origins.Length - 1;
        for (var line = 0; line < lines.Length; line++)
        {
            var to = free.Slice(line * origins.Length, origins.Length);
            var live = areBeside ? inputs.Available.Row(lines[line].Product, origins[0], origins.Length) : default;
            if (live.IsEmpty)
            {
                inputs.Available.Copy(lines[line].Product, origins, to);
                continue;
            }

            // Others write the cells meanwhile: each is read once.
            live.CopyTo(to);
            NonNegative.Make(to);
        }

        Stock(free, stocked);
    }

    /// <summary>For each line the FCs that have any of it: a bit each.</summary>
    internal static void Stock(ReadOnlySpan<int> free, Span<ulong> stocked)
    {
        for (var line = 0; line < stocked.Length; line++)
        {
            var origins = free.Length / stocked.Length;
            stocked[line] = MaskedMinimum.AtLeast(free.Slice(line * origins, origins), 1);
        }
    }

    private static int CheapestSet(OrdersPolicy policy, in OrderWork work, out bool isCut)
    {
        var most = work.Open.Length;
        Span<Parcel> trial = stackalloc Parcel[most];
        Span<int> shares = stackalloc int[most];
        isCut = false;
        var split = Math.Max(0, policy.SplitCost.Micros);
        var packed = work.IsBulky ? new PackedDivision(work.Inputs, work.Lines, most, split, policy.MostSets) : null;
        var cells = SetSearch.WorkCells(work.Parcels.Length, work.Lines.Length, most);
        Span<long> room = cells <= 2 * MostOnStack ? stackalloc long[cells] : new long[cells];
        while (work.Wanted.ContainsAnyExcept(0))
        {
            var search = new SetSearch(work.Parcels, work.Costs, work.Wanted, trial, work.Open, shares, room,
                split, policy.MostSets, packed);
            search.Run();
            if (search.IsCut)
            {
                isCut = true;
                search.Polish();
            }

            if (search.BestCount > 0)
            {
                if (packed is null)
                {
                    work.ShareOut(search.BestCount);
                }
                else
                {
                    packed.Best.CopyTo(work.Shares);
                }

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
