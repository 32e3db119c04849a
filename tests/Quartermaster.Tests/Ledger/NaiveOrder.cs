using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <summary>An order as the naive ledger knows it.</summary>
internal sealed class NaiveOrder(int number, long expires, StockClaim[] lines, SlotClaim[] slots)
{
    internal int Number => number;

    internal long Expires => expires;

    internal StockClaim[] Lines => lines;

    internal SlotClaim[] Slots => slots;

    internal List<StockClaim> Open { get; } = [.. lines];

    internal List<SlotClaim> OpenSlots { get; } = [.. slots];

    internal OrderOutcome State { get; set; }

    internal bool HasShipped { get; set; }

    /// <summary>The change that is held beside it; null for none.</summary>
    internal NaiveChange? Change { get; set; }

    /// <summary>Whether it is no order but what is held beside one.</summary>
    internal bool IsSide { get; init; }

    /// <summary>Whether something of what is held beside an order was cut.</summary>
    internal bool WasCut { get; set; }

    /// <summary>What has left, in turn of the ledger's lines.</summary>
    internal List<StockClaim> Shipped { get; } = [];

    /// <summary>Where it is being picked.</summary>
    internal HashSet<FacilityId> Picked { get; } = [];

    internal bool IsPickedAt(FacilityId facility) =>
        Picked.Contains(facility) && Open.Exists(line => line.Facility == facility);

    internal bool IsPicked => Open.Exists(line => Picked.Contains(line.Facility));

    internal bool IsWaiting => OpenSlots.Exists(claim => claim.Slot.Kind == SlotKind.Arrival);

    internal bool IsOpen => State is OrderOutcome.Held or OrderOutcome.Decided;
}
