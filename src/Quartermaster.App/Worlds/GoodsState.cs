using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Worlds;

/// <summary>What planning sees of goods on a day: the ledger says how many, purchase orders say when.</summary>
/// <remarks>Without a ledger the stock table says how many. Units on order that no purchase order explains are expected
/// after the lead time of the product's first offer, and those between facilities the next day; purchase orders for
/// more than is on order are cut, the latest first. Without a ledger, and where the stock table
/// does not say what is on order, open purchase orders count whole.</remarks>
internal static class GoodsState
{
    /// <summary>The state of a workspace, people's decisions included. O(products × centers).</summary>
    /// <param name="opened">The workspace, as of its day.</param>
    /// <param name="ledger">The ledger, as it stands when the goods are looked at; null without one.</param>
    /// <param name="seed">The seed of every keyed draw of the plan.</param>
    internal static PlanningState Of(OpenedWorkspace opened, GoodsLedger? ledger, ulong seed)
    {
        var cells = opened.Facts.Products.Count * opened.Facts.Centers.Length;
        var (available, onOrder, waitedFor) = (new int[cells], new int[cells], new int[cells]);
        var (inTransit, isStated) = (new int[cells], true);
        if (ledger is null)
        {
            isStated = AddTable(opened, available, onOrder);
        }
        else
        {
            AddLedger(opened.Facts, ledger, available, onOrder, waitedFor, inTransit);
        }

        var lines = opened.OpenLines();
        lines = isStated ? Explain(opened, onOrder, waitedFor, [.. Underway(opened, inTransit), .. lines]) : lines;
        Array.Clear(onOrder);
        foreach (var line in lines)
        {
            var cell = CellOf(opened.Facts, line.Row, line.Center);
            onOrder[cell] = Sum(onOrder[cell], line.Units);
        }

        return new()
        {
            Today = opened.Today,
            Available = available,
            OnOrder = onOrder,
            OpenLines = new([.. lines]),
            ClaimedHands = ledger is null ? new([])
                : PickSlots.ClaimedFrom(ledger, opened.Facts.Centers, opened.Today),
            Ways = opened.Ways,
            ClaimedRoom = ledger is null ? new([]) : LaneSlots.ClaimedFrom(ledger, opened.Routes, opened.Today),
            Overrides = opened.Tables.Read<Override>(),
            Seed = seed,
        };
    }

    private static void AddLedger(
        CompanyFacts facts, GoodsLedger ledger, int[] available, int[] onOrder, int[] waitedFor, int[] inTransit)
    {
        for (var row = 0; row < facts.Products.Count; row++)
        {
            var product = facts.Products.Rows[row].Id;
            for (var center = 0; center < facts.Centers.Length; center++)
            {
                var cell = CellOf(facts, row, center);
                available[cell] = ledger.Available(product, facts.Centers[center]);
                onOrder[cell] = (int)Math.Min(int.MaxValue, ledger.OnOrder(product, facts.Centers[center]));
                inTransit[cell] = (int)Math.Min(onOrder[cell],
                    ledger.Balance(product, default, facts.Centers[center], Domain.Goods.GoodsState.InTransit));
                waitedFor[cell] = (int)ledger.Use(Slot.Arrival(product, facts.Centers[center])).Claimed;
            }
        }
    }

    // Whether the table says what is on order, be it nothing.
    private static bool AddTable(OpenedWorkspace opened, int[] available, int[] onOrder)
    {
        var isStated = false;
        foreach (var goods in opened.Tables.Read<Stock>().Rows)
        {
            isStated |= goods.State == StockState.OnOrder && goods.Owner == default;
            var (row, center) = (opened.Facts.RowOf(goods.Product), opened.Facts.CenterOf(goods.Facility));
            if (row < 0 || center < 0 || goods.Owner != default || goods.State == StockState.Unfulfillable)
            {
                continue;
            }

            var units = goods.State == StockState.OnOrder ? onOrder : available;
            var cell = CellOf(opened.Facts, row, center);
            units[cell] = Sum(units[cell], goods.Units);
        }

        return isStated;
    }

    // What no vendor brings: how long it is on its way is not told.
    private static IEnumerable<OpenLine> Underway(OpenedWorkspace opened, int[] inTransit)
    {
        var centers = opened.Facts.Centers.Length;
        return Enumerable.Range(0, inTransit.Length).Where(cell => inTransit[cell] > 0).Select(cell =>
            new OpenLine(cell / centers, cell % centers, inTransit[cell], opened.Today.AddDays(1)));
    }

    /// <summary>Open lines that add up to the units on order of every product and center, without those that orders
    /// wait for: they are sold, and what comes first goes to them.</summary>
    private static List<OpenLine> Explain(
        OpenedWorkspace opened, int[] onOrder, int[] waitedFor, List<OpenLine> lines)
    {
        var (facts, left, sold) = (opened.Facts, (int[])onOrder.Clone(), (int[])waitedFor.Clone());
        var explained = new List<OpenLine>(lines.Count);
        foreach (var line in lines.OrderBy(line => line.DueDay))
        {
            var cell = CellOf(facts, line.Row, line.Center);
            var units = Math.Min(line.Units, left[cell]);
            left[cell] -= units;
            units -= Sold(cell, units);
            if (units > 0)
            {
                explained.Add(line with { Units = units });
            }
        }

        for (var cell = 0; cell < left.Length; cell++)
        {
            left[cell] -= Sold(cell, left[cell]);
            if (left[cell] > 0)
            {
                var row = cell / facts.Centers.Length;
                var due = opened.Today.AddDays(Math.Max(1, facts.StatedLeadTimeDaysOf(row)));
                explained.Add(new(row, cell % facts.Centers.Length, left[cell], due));
            }
        }

        return explained;

        int Sold(int cell, int units)
        {
            var some = Math.Min(sold[cell], units);
            sold[cell] -= some;
            return some;
        }
    }

    private static int CellOf(CompanyFacts facts, int row, int center) => (row * facts.Centers.Length) + center;

    private static int Sum(int left, int right) => (int)Math.Min(int.MaxValue, (long)left + right);
}
