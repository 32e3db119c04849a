namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>By how much more is claimed of each cell than before.</summary>
internal static class ClaimChange
{
    /// <summary>The change of each cell that either side claims, in the order in which cells are first named; 0 where
    /// it claims as much as before.</summary>
    internal static Dictionary<TCell, long> Of<TCell>(
        IEnumerable<(TCell Cell, int Units)> now, IEnumerable<(TCell Cell, int Units)> before)
        where TCell : notnull
    {
        var more = new Dictionary<TCell, long>();
        foreach (var (cell, units) in now)
        {
            more[cell] = more.GetValueOrDefault(cell) + units;
        }

        foreach (var (cell, units) in before)
        {
            more[cell] = more.GetValueOrDefault(cell) - units;
        }

        return more;
    }
}
