using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>The entries of everyday goods movements, the retailer's own; sellers' with <c>with { Owner = … }</c>.
/// </summary>
/// <remarks>Orders are not among them: they are held and shipped by <see cref="GoodsLedger.Place"/> and
/// <see cref="GoodsLedger.Ship"/>.</remarks>
public static class Movements
{
    /// <summary>A purchase order line is released: Vendor → Ordered at the facility it ships to.</summary>
    public static Entry Order(EntryKey key, Instant at, ProductId product, FacilityId shipTo, int units) =>
        In(key, at, product, GoodsState.Vendor, new(shipTo, GoodsState.Ordered), units);

    /// <summary>Ordered goods arrive: Ordered → on hand, or unfulfillable if damaged.</summary>
    public static Entry Receive(
        EntryKey key, Instant at, ProductId product, FacilityId facility, int units, bool isSellable = true) =>
        Within(key, at, product, new(facility, GoodsState.Ordered), new(facility, ShelfOf(isSellable)), units);

    /// <summary>Goods arrive that were not on order: Vendor → on hand, or unfulfillable if damaged.</summary>
    public static Entry ReceiveExtra(
        EntryKey key, Instant at, ProductId product, FacilityId facility, int units, bool isSellable = true) =>
        In(key, at, product, GoodsState.Vendor, new(facility, ShelfOf(isSellable)), units);

    /// <summary>Ordered goods will not arrive: Ordered → Vendor.</summary>
    public static Entry CancelOrder(EntryKey key, Instant at, ProductId product, FacilityId shipTo, int units) =>
        Out(key, at, product, new(shipTo, GoodsState.Ordered), GoodsState.Vendor, units);

    /// <summary>A transfer leaves: on hand at one facility → in transit to the other.</summary>
    public static Entry Depart(
        EntryKey key, Instant at, ProductId product, FacilityId from, FacilityId to, int units) =>
        Within(key, at, product, new(from, GoodsState.OnHand), new(to, GoodsState.InTransit), units);

    /// <summary>A transfer arrives: in transit to a facility → on hand there.</summary>
    public static Entry Arrive(EntryKey key, Instant at, ProductId product, FacilityId facility, int units) =>
        Within(key, at, product, new(facility, GoodsState.InTransit), new(facility, GoodsState.OnHand), units);

    /// <summary>A transfer does not arrive: in transit → lost.</summary>
    public static Entry LoseInTransit(EntryKey key, Instant at, ProductId product, FacilityId facility, int units) =>
        Out(key, at, product, new(facility, GoodsState.InTransit), GoodsState.Lost, units);

    /// <summary>A customer's goods come back: Shipped → on hand, or unfulfillable if damaged.</summary>
    public static Entry Return(
        EntryKey key, Instant at, ProductId product, FacilityId facility, int units, bool isSellable = true) =>
        In(key, at, product, GoodsState.Shipped, new(facility, ShelfOf(isSellable)), units);

    /// <summary>Goods turn out to be damaged: on hand → unfulfillable.</summary>
    public static Entry Damage(EntryKey key, Instant at, ProductId product, FacilityId facility, int units) =>
        Within(
            key, at, product, new(facility, GoodsState.OnHand), new(facility, GoodsState.Unfulfillable), units);

    /// <summary>Unfulfillable goods are disposed of, or go back to the vendor: unfulfillable → Lost or Vendor.
    /// </summary>
    public static Entry Remove(
        EntryKey key, Instant at, ProductId product, FacilityId facility, int units, bool toVendor = false) =>
        Out(key, at, product, new(facility, GoodsState.Unfulfillable),
            toVendor ? GoodsState.Vendor : GoodsState.Lost, units);

    /// <summary>Unfulfillable goods turn out to be sellable: unfulfillable → on hand.</summary>
    public static Entry Restore(EntryKey key, Instant at, ProductId product, FacilityId facility, int units) =>
        Within(
            key, at, product, new(facility, GoodsState.Unfulfillable), new(facility, GoodsState.OnHand), units);

    /// <summary>Goods on hand change their owner: from one's, by way of Adjusted, to the other's.</summary>
    /// <param name="key">The first entry's; the second has the next row. Post them with
    /// <see cref="GoodsLedger.PostAll"/>: both, or neither.</param>
    /// <param name="at">When.</param>
    /// <param name="goods">Which units, and whose they were.</param>
    /// <param name="to">Whose they are; 0 for the retailer.</param>
    public static Entry[] ChangeOwner(EntryKey key, Instant at, StockClaim goods, OwnerId to) =>
        Exchange(key, at, goods.Facility, [goods], [goods with { Owner = to }]);

    /// <summary>Goods on hand are made into others that lie there, by way of Adjusted: parts into kits, or kits into
    /// parts.</summary>
    /// <param name="key">The first entry's; the others have the rows after it. Post them with
    /// <see cref="GoodsLedger.PostAll"/>: all, or none.</param>
    /// <param name="at">When.</param>
    /// <param name="facility">Where.</param>
    /// <param name="from">What goes: of a product and its owner so many units, whatever facility they name.</param>
    /// <param name="to">What comes.</param>
    public static Entry[] Exchange(
        EntryKey key, Instant at, FacilityId facility, ReadOnlySpan<StockClaim> from, ReadOnlySpan<StockClaim> to)
    {
        var entries = new Entry[from.Length + to.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var (goes, row) = (i < from.Length, key with { Row = key.Row + (ulong)i });
            var goods = goes ? from[i] : to[i - from.Length];
            var shelf = new Account(facility, GoodsState.OnHand);
            var made = Account.Outside(GoodsState.Adjusted);
            entries[i] = new(row, at, goods.Product, goods.Owner, 0, goes ? shelf : made, goes ? made : shelf,
                goods.Units);
        }

        return entries;
    }

    private static GoodsState ShelfOf(bool isSellable) =>
        isSellable ? GoodsState.OnHand : GoodsState.Unfulfillable;

    private static Entry In(
        EntryKey key, Instant at, ProductId product, GoodsState from, Account to, int units) =>
        Within(key, at, product, Account.Outside(from), to, units);

    private static Entry Out(
        EntryKey key, Instant at, ProductId product, Account from, GoodsState to, int units) =>
        Within(key, at, product, from, Account.Outside(to), units);

    private static Entry Within(
        EntryKey key, Instant at, ProductId product, Account from, Account to, int units) =>
        new(key, at, product, default, 0, from, to, units);
}
