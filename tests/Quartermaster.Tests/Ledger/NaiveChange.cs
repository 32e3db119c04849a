using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <summary>A change that is held beside an order, as the naive ledger knows it.</summary>
internal sealed record NaiveChange(EntryKey Key, OrderKey SideKey, NaiveOrder Side, GoodsState MissingTo)
{
    /// <summary>What it claimed when that was held.</summary>
    internal required StockClaim[] Seen { get; init; }

    internal required SlotClaim[] SeenSlots { get; init; }

    internal required FacilityId[] Picked { get; init; }

    internal List<StockClaim> Missing { get; init; } = [];

    internal List<StockClaim> Less { get; init; } = [];

    internal List<SlotClaim> LessSlots { get; init; } = [];

    internal List<StockClaim> Take { get; init; } = [];

    internal List<SlotClaim> TakeSlots { get; init; } = [];

    /// <summary>What was cut of the order is left by the change first.</summary>
    internal void Lessen(StockClaim cut)
    {
        var left = cut.Units;
        foreach (var lines in (List<StockClaim>[])[Missing, Less])
        {
            for (var i = 0; i < lines.Count; i++)
            {
                var units = lines[i] with { Units = cut.Units } == cut ? Math.Min(left, lines[i].Units) : 0;
                lines[i] = lines[i] with { Units = lines[i].Units - units };
                left -= units;
            }

            lines.RemoveAll(line => line.Units == 0);
        }
    }

    internal void Lessen(Slot slot, int cut)
    {
        var left = cut;
        for (var i = 0; i < LessSlots.Count; i++)
        {
            var units = LessSlots[i].Slot == slot ? Math.Min(left, LessSlots[i].Units) : 0;
            LessSlots[i] = LessSlots[i] with { Units = LessSlots[i].Units - units };
            left -= units;
        }

        LessSlots.RemoveAll(claim => claim.Units == 0);
    }
}
