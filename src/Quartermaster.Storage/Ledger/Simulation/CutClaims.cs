using Quartermaster.Domain.Goods;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>Every unit that an order claimed and of which nothing has left is claimed still, or was told to be cut.
/// </summary>
internal static class CutClaims
{
    /// <summary>The rule broken; null if none is. What was claimed on its way counts as what it becomes.</summary>
    internal static string? Check(
        StockClaim[] asked, SlotClaim[] askedSlots, StockClaim[] lines, SlotClaim[] slots, OrderChange[] events)
    {
        var (before, now) = (UnitsOf(asked, askedSlots), UnitsOf(lines, slots));
        var cuts = Array.FindAll(events, change => change.IsCut);
        var told = cuts.Sum(change => (change.Lines?.Rows.ToArray() ?? []).Sum(line => (long)line.Units));
        var lost = before.ToDictionary(claim => claim.Key, claim => claim.Value - now.GetValueOrDefault(claim.Key));

        // Each cut takes a unit at least, and what is lost whole was cut once at least.
        var (units, whole) = (lost.Values.Sum(), lost.Count(claim => claim.Value == before[claim.Key]));
        return now.Keys.Except(before.Keys).Any() || lost.Values.Any(less => less < 0)
            ? "it claims more than it asked for"
            : units < cuts.Length || units < told || whole > cuts.Length || (units > 0 && cuts.Length == 0)
                ? $"{units} units of it are gone, of {whole} claims all, and {cuts.Length} cuts were told, of {told} "
                    + "units of goods"
                : null;
    }

    private static Dictionary<(object, int), long> UnitsOf(StockClaim[] lines, SlotClaim[] slots) =>
        GoodsClaims.All(lines, slots).Select(line => (Of: ((object)(line.Product, line.Facility), line.Owner.Value),
                line.Units))
            .Concat(slots.Where(claim => claim.Slot.Kind != SlotKind.Arrival)
                .Select(claim => (Of: ((object)claim.Slot, 0), claim.Units)))
            .GroupBy(claim => claim.Of).ToDictionary(of => of.Key, of => of.Sum(claim => (long)claim.Units));
}
