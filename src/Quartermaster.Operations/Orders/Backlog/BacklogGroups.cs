using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>Divides orders that move into those that need one another: the fewer stand together, the less is lost where
/// one of them has changed meanwhile.</summary>
/// <remarks>Where all that is newly taken of a product at a center is free anyway, its orders do not need one another;
/// else whoever takes of it stands with whoever leaves it. The same for a center's hands by day. Orders that share
/// parcels, or did, directly or through others, need one another too: they share the cost.</remarks>
internal static class BacklogGroups
{
    /// <summary>The groups, each in the order given, by their first.</summary>
    /// <param name="moved">The orders.</param>
    /// <param name="available">Units and hands free now.</param>
    internal static IEnumerable<IReadOnlyList<PlannedMove>> Of(
        IReadOnlyList<PlannedMove> moved, Availability available)
    {
        var parents = Enumerable.Range(0, moved.Count).ToArray();
        var stock = Changes(moved, order => order.Lines.Select(line => ((line.Product, line.Facility), line.Units)));
        foreach (var ((product, facility), orders) in stock)
        {
            Join(parents, orders, available[product, facility]);
        }

        var slots = Changes(moved, order => order.Slots.Select(slot => (slot.Slot, slot.Units)));
        foreach (var (slot, orders) in slots)
        {
            Join(parents, orders, available.Free(slot));
        }

        Bind(parents, moved);
        return Enumerable.Range(0, moved.Count).GroupBy(order => Find(parents, order))
            .Select(group => group.Select(order => moved[order]).ToArray());
    }

    // What one saves of a parcel that it shares is true only if the others go along.
    private static void Bind(int[] parents, IReadOnlyList<PlannedMove> moved)
    {
        foreach (var unit in Enumerable.Range(0, moved.Count).GroupBy(order => moved[order].Unit))
        {
            foreach (var order in unit)
            {
                parents[Find(parents, order)] = Find(parents, unit.First());
            }
        }
    }

    // By how much more each order takes of each cell; those that take as much as before left out.
    private static Dictionary<TCell, List<(int Order, long More)>> Changes<TCell>(
        IReadOnlyList<PlannedMove> moved,
        Func<OrderMove, IEnumerable<(TCell Cell, int Units)>> unitsOf)
        where TCell : notnull
    {
        var changes = new Dictionary<TCell, List<(int Order, long More)>>();
        for (var order = 0; order < moved.Count; order++)
        {
            var (move, before) = (moved[order].Order.Move, moved[order].Before);
            var more = ClaimChange.Of(
                unitsOf(move), unitsOf(move with { Lines = before.Lines, Slots = before.Slots }));
            foreach (var (cell, units) in more.Where(pair => pair.Value != 0))
            {
                (changes.TryGetValue(cell, out var orders) ? orders : changes[cell] = []).Add((order, units));
            }
        }

        return changes;
    }

    private static void Join(int[] parents, List<(int Order, long More)> orders, long free)
    {
        if (orders.Sum(order => Math.Max(0, order.More)) > free)
        {
            orders.ForEach(order => parents[Find(parents, order.Order)] = Find(parents, orders[0].Order));
        }
    }

    private static int Find(int[] parents, int order)
    {
        while (parents[order] != order)
        {
            (parents[order], order) = (parents[parents[order]], parents[order]);
        }

        return order;
    }
}
