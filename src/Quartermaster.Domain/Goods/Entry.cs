using Quartermaster.Numerics;

namespace Quartermaster.Domain.Goods;

/// <summary>One movement of goods from one account to another: the only way stock changes.</summary>
/// <param name="Key">What makes a repetition harmless: an entry whose key was posted before changes nothing.</param>
/// <param name="At">When it happened.</param>
/// <param name="Product">Of what.</param>
/// <param name="Owner">Whose; 0 for the retailer.</param>
/// <param name="Lot">Which lot; 0 where lots are not tracked.</param>
/// <param name="From">Where the units leave.</param>
/// <param name="To">Where they arrive.</param>
/// <param name="Units">How many; 1 or more.</param>
public readonly record struct Entry(
    EntryKey Key, Instant At, ProductId Product, OwnerId Owner, int Lot, Account From, Account To, int Units);

/// <summary>128 bits that name an entry: the hash of what caused it, and the row within that cause.</summary>
/// <param name="Cause">For example the hash of an order's or a run's code.</param>
/// <param name="Row">For example line and step.</param>
public readonly record struct EntryKey(ulong Cause, ulong Row)
{
    /// <summary>The key of a row within a cause that has a code, for example a run and the row of its plan.</summary>
    public static EntryKey Of(string cause, ulong row) => new(KeyedRandom.KeyOf(cause), row);
}

/// <summary>A place and the state goods are in there.</summary>
/// <param name="Facility">The place; none for the world outside (vendors, customers).</param>
/// <param name="State">The state.</param>
public readonly record struct Account(FacilityId Facility, GoodsState State)
{
    /// <summary>An account outside the house.</summary>
    public static Account Outside(GoodsState state) => new(default, state);
}

/// <summary>What state goods are in. A balance may be negative only outside the house.</summary>
public enum GoodsState : byte
{
    /// <summary>At a vendor: outside the house, without limit.</summary>
    Vendor = 1,

    /// <summary>Ordered from a vendor for this facility, not yet received.</summary>
    Ordered = 2,

    /// <summary>Under way from another facility to this one.</summary>
    InTransit = 3,

    /// <summary>On hand and free to promise.</summary>
    OnHand = 4,

    /// <summary>On hand and claimed by an order.</summary>
    Held = 5,

    /// <summary>On order or in transit, and claimed by an order.</summary>
    HeldInbound = 6,

    /// <summary>On hand, not sellable.</summary>
    Unfulfillable = 7,

    /// <summary>With a customer: outside the house.</summary>
    Shipped = 8,

    /// <summary>Coming back from a customer: outside the house.</summary>
    Returned = 9,

    /// <summary>Lost, or found again: outside the house.</summary>
    Lost = 10,

    /// <summary>Opening balances and corrections: outside the house.</summary>
    Adjusted = 11,
}
