using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>The rules that every ledger obeys, checked on its state alone: the judge is not the player.</summary>
public static class LedgerAudit
{
    /// <summary>The rules broken, one sentence each; empty for a sound ledger. O(state).</summary>
    public static IReadOnlyList<string> Check(GoodsLedger ledger)
    {
        var (broken, state) = (new List<string>(), ledger.State);
        CheckBalances(state.Balances, broken);
        CheckRoom(state.Balances, broken);
        CheckMarks(state.Balances, ledger.Availability, broken);
        var (stock, slots) = Claims(state.Orders, broken);
        CheckFound(state.Orders, broken);
        CheckHeld(state.Balances, stock, broken);
        foreach (var (slot, use) in state.Slots.Sorted())
        {
            var seen = ledger.Availability.RoomsOf(slot.Kind).Of(slot);
            if (slot.Kind != SlotKind.PickUnits && seen != Math.Min(int.MaxValue, use.Free))
            {
                broken.Add($"{slot} has {use.Free} units free, but readers see {seen}.");
            }

            var claimed = slots.GetValueOrDefault(slot);
            if (use.Claimed < claimed || use.Claimed < 0)
            {
                broken.Add($"{slot} counts {use.Claimed} units as claimed, but open orders claim {claimed}.");
            }

            if (slot.Kind == SlotKind.Arrival)
            {
                CheckArrival(ledger, slot, use, claimed, broken);
            }
        }

        broken.AddRange(slots.Keys.Where(slot => slot.Kind == SlotKind.Arrival && !state.Slots.IsOpen(slot))
            .Select(slot => $"{slot} is not open, but orders wait for it."));

        return broken;
    }

    // Nobody waits beside free goods, nor for more than is on order.
    private static void CheckArrival(GoodsLedger ledger, Slot slot, SlotUse use, long claimed, List<string> broken)
    {
        var (product, facility) = (new ProductId(slot.Place), new FacilityId(slot.Window));
        var (free, onOrder) = (ledger.Available(product, facility), ledger.OnOrder(product, facility));
        if (use.Claimed != claimed || Math.Max(use.Claimed, use.Limit) > onOrder || (claimed > 0 && free > 0))
        {
            broken.Add($"{slot}: orders wait for {claimed} units, {use.Claimed} by its count, at most {use.Limit}, of "
                + $"{onOrder} on order, with {free} free there.");
        }
    }

    private static void CheckBalances(Balances balances, List<string> broken)
    {
        for (var product = 1; product < balances.Products; product++)
        {
            Int128 sum = 0;
            for (var state = GoodsState.Vendor; state <= GoodsState.Adjusted; state++)
            {
                for (var facility = 0; facility < balances.Stride; facility++)
                {
                    var units = balances.Read(new(product), new(new(facility), state));
                    sum += units;
                    if (units < 0 && Balances.IsInside(state))
                    {
                        broken.Add($"Product {product} has {units} units {state} at facility {facility}.");
                    }
                }
            }

            if (sum != 0)
            {
                broken.Add($"The accounts of product {product} add up to {sum}, not to 0.");
            }
        }

        foreach (var goods in balances.Sparse.Sorted()
            .GroupBy(cell => (cell.Key.Product, cell.Key.Owner, cell.Key.Lot)))
        {
            if (goods.Sum(cell => cell.Value) is var sum && sum != 0)
            {
                broken.Add($"The accounts of {goods.Key} add up to {sum}, not to 0.");
            }

            broken.AddRange(goods
                .Where(cell => cell.Value < 0 && Balances.IsInside(cell.Key.Account.State))
                .Select(cell => $"{cell.Key} has {cell.Value} units."));
        }
    }

    private static void CheckRoom(Balances balances, List<string> broken)
    {
        for (var product = 1; product < balances.Products; product++)
        {
            var free = balances.Row(GoodsState.OnHand, product);
            var held = balances.Row(GoodsState.Held, product);
            for (var facility = 0; facility < held.Length; facility++)
            {
                if (held[facility] > int.MaxValue - free[facility])
                {
                    broken.Add($"Product {product} at facility {facility}: {held[facility]} held units would find no "
                        + $"room beside {free[facility]}.");
                }
            }
        }
    }

    private static void CheckMarks(Balances balances, Availability availability, List<string> broken)
    {
        for (var product = 1; product < balances.Products; product++)
        {
            for (var facility = 1; facility < balances.Stride; facility++)
            {
                var hasUnits = availability[new(product), new(facility)] > 0;
                if (!availability.Units.Has(new(product), new(facility), 1, out var mark) || mark != 0 != hasUnits)
                {
                    broken.Add($"The mark of product {product} at facility {facility} is not what its cell says.");
                }
            }
        }
    }

    private static (Dictionary<StockClaim, long> Stock, Dictionary<Slot, long> Slots) Claims(
        OrderBook orders, List<string> broken)
    {
        var (stock, slots) = (new Dictionary<StockClaim, long>(), new Dictionary<Slot, long>());
        foreach (var number in orders.Sorted())
        {
            ref var order = ref orders[number];
            // A part of an order may be slots alone, or have lost all that it claimed; so may what is being changed.
            var isEmptyPart = order.IsOpen
                && (order.Ledgers != 0 || order.IsSide || orders.Pending.ContainsKey(order.Key));
            if (order.IsSide != orders.Pending.ContainsKey(PendingChange.SideOf(order.Key)))
            {
                broken.Add($"{order.Key} is held for a change that is not there, or has none.");
            }

            var isEmpty = order.FirstClaim == OrderRecord.None && !orders.IsWaiting(number);
            if (order.IsOpen == isEmpty && !isEmptyPart)
            {
                broken.Add($"{order.Key} is {order.State}, which does not go with its claims.");
            }

            if (order is { FirstShipped: not OrderRecord.None, HasShipped: false })
            {
                broken.Add($"Of {order.Key} something has left, and nothing has.");
            }

            for (var i = order.FirstClaim; i != OrderRecord.None; i = orders.Claim(i).Next)
            {
                var cell = orders.Claim(i).Claim with { Units = 0 };
                stock[cell] = stock.GetValueOrDefault(cell) + orders.Claim(i).Claim.Units;
            }

            for (var i = order.FirstSlot; i != OrderRecord.None; i = orders.Slot(i).Next)
            {
                var slot = orders.Slot(i).Claim;
                slots[slot.Slot] = slots.GetValueOrDefault(slot.Slot) + slot.Units;
            }
        }

        return (stock, slots);
    }

    // What is claimed must be found by what it is, and what is open among what is open.
    private static void CheckFound(OrderBook orders, List<string> broken)
    {
        var open = orders.Sorted().Where(number => orders[number].IsOpen).ToList();
        if (!orders.Open().Order().SequenceEqual(open.Order()))
        {
            broken.Add($"{open.Count} orders are open, but others are among those that are looked at.");
        }

        var (stock, slots) = (new Dictionary<StockClaim, HashSet<int>>(), new Dictionary<Slot, HashSet<int>>());
        foreach (var number in orders.Sorted())
        {
            for (var i = orders[number].FirstClaim; i != OrderRecord.None; i = orders.Claim(i).Next)
            {
                var cell = orders.Claim(i).Claim with { Units = 0 };
                (stock.TryGetValue(cell, out var known) ? known : stock[cell] = []).Add(number);
            }

            for (var i = orders[number].FirstSlot; i != OrderRecord.None; i = orders.Slot(i).Next)
            {
                var slot = orders.Slot(i).Claim.Slot;
                (slots.TryGetValue(slot, out var known) ? known : slots[slot] = []).Add(number);
            }
        }

        broken.AddRange(stock.Where(cell => !IsFound(cell.Value, orders.NewestOf(cell.Key)))
            .Select(cell => $"Of {cell.Key} not all orders are found that claim it."));
        broken.AddRange(slots.Where(slot => !IsFound(slot.Value, orders.NewestOf(slot.Key)))
            .Select(slot => $"Of {slot.Key} not all orders are found that claim it."));
    }

    private static bool IsFound(HashSet<int> orders, PriorityQueue<int, long> found) =>
        orders.IsSubsetOf(found.UnorderedItems.Select(one => one.Element));

    private static void CheckHeld(Balances balances, Dictionary<StockClaim, long> claims, List<string> broken)
    {
        var held = balances.Sparse.Sorted()
            .Where(cell => cell.Key.Account.State == GoodsState.Held)
            .ToDictionary(
                cell => new StockClaim(cell.Key.Product, cell.Key.Account.Facility, 0, cell.Key.Owner),
                cell => cell.Value);
        for (var product = 1; product < balances.Products; product++)
        {
            var row = balances.Row(GoodsState.Held, product);
            for (var facility = 1; facility < row.Length; facility++)
            {
                if (row[facility] != 0)
                {
                    held[new(new(product), new(facility), 0)] = row[facility];
                }
            }
        }

        broken.AddRange(held.Keys.Union(claims.Keys)
            .Where(cell => held.GetValueOrDefault(cell) != claims.GetValueOrDefault(cell))
            .Select(cell => $"{cell.Product} at {cell.Facility} of {cell.Owner}: {held.GetValueOrDefault(cell)} units "
                + $"are held, but open orders claim {claims.GetValueOrDefault(cell)}."));
    }
}
