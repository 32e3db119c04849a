using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>The keys that say what a shipment announced, what its receipts took off order, and what was cancelled: the
/// ledger has balances and keys alone, so the units stand in the keys.</summary>
/// <remarks>One key (36 to 72 bytes) for each line that is announced, and for each line of a receipt that took
/// something off order, remembered as long as the shipment's code. They are looked at when a shipment is cancelled, and
/// in no other operation.</remarks>
public static class ShipmentKeys
{
    /// <summary>The key of a shipment that was cancelled.</summary>
    public static EntryKey Cancelled(string shipment) => EntryKey.Of($"inbound-cancel {shipment}", 0);

    /// <summary>The key that notes a line that is announced.</summary>
    public static EntryKey Announced(string shipment, in Entry entry) =>
        new(AnnouncedAt(shipment, entry.To.Facility), RowOf(entry.Product, entry.Units));

    /// <summary>The key that notes what a receipt takes off order; null for what it does not.</summary>
    public static EntryKey? Taken(string shipment, in Entry entry)
    {
        // Two receipts that take as many units are two.
        var receipt = EntryKey.Of(
            string.Create(CultureInfo.InvariantCulture, $"{entry.Key.Cause} {entry.Key.Row}"), 0).Cause >> 33;
        return entry.From.State != GoodsState.Ordered ? null
            : new(TakenOf(shipment, entry.Product, entry.From.Facility), (receipt << 32) | (uint)entry.Units);
    }

    internal static ulong AnnouncedAt(string shipment, FacilityId facility) =>
        CauseOf("inbound-announced", facility.Value, shipment);

    internal static ulong CancelledAt(string shipment, FacilityId facility) =>
        CauseOf("inbound-cancelled", facility.Value, shipment);

    internal static ulong TakenOf(string shipment, ProductId product, FacilityId facility) =>
        CauseOf("inbound-taken", facility.Value, FormattableString.Invariant($"{product.Value} {shipment}"));

    internal static ulong RowOf(ProductId product, int units) => ((ulong)(uint)product.Value << 32) | (uint)units;

    internal static (ProductId Product, int Units) GoodsOf(EntryKey key) =>
        (new((int)(key.Row >> 32)), UnitsOf(key));

    internal static int UnitsOf(EntryKey key) => (int)(key.Row & int.MaxValue);

    private static ulong CauseOf(string what, int facility, string rest) =>
        EntryKey.Of(string.Create(CultureInfo.InvariantCulture, $"{what} {facility} {rest}"), 0).Cause;
}
