using Quartermaster.Numerics;

namespace Quartermaster.Domain.Goods;

/// <summary>64 bits that name another system which tells us of its stock, for example a warehouse's own: the hash of
/// its code.</summary>
/// <param name="Value">The hash.</param>
public readonly record struct FeedKey(ulong Value)
{
    /// <summary>The key of a feed's code.</summary>
    public static FeedKey Of(string code) => new(KeyedRandom.KeyOf("feed " + code));
}

/// <summary>What another system says of the retailer's stock of a product at a place.</summary>
/// <param name="Product">Of what.</param>
/// <param name="Facility">Where.</param>
/// <param name="Sequence">The feed's own number, 1 or more, which only grows for a product at a place: what comes late
/// or twice is told by it.</param>
/// <param name="Kind">What <paramref name="Units"/> means.</param>
/// <param name="Units">All sellable units that are there, those claimed by orders included; or by how many they have
/// changed.</param>
public readonly record struct FeedUpdate(
    ProductId Product, FacilityId Facility, long Sequence, FeedKind Kind, int Units);

/// <summary>What an update's units mean.</summary>
public enum FeedKind : byte
{
    /// <summary>So many are there now; 0 or more.</summary>
    Level = 1,

    /// <summary>So many more, or fewer, than before; not 0.</summary>
    Change = 2,
}

/// <summary>What became of an update.</summary>
public enum FeedOutcome : byte
{
    /// <summary>Taken in.</summary>
    Applied = 1,

    /// <summary>The last update of this product at this place had the same number; nothing changed.</summary>
    Repeated = 2,

    /// <summary>A later update was taken in before; nothing changed.</summary>
    Late = 3,

    /// <summary>It is malformed: unknown product or place, a number below 1, a level below 0, a change of 0.</summary>
    Refused = 4,

    /// <summary>It takes away more than is there.</summary>
    NotEnough = 5,

    /// <summary>More than 2³¹ − 1 units would be there.</summary>
    TooMany = 6,
}

/// <summary>How many updates of a feed there were, by outcome, since the ledger was opened.</summary>
/// <param name="Applied">Taken in.</param>
/// <param name="Repeated">Came twice.</param>
/// <param name="Late">Came after a later one.</param>
/// <param name="Refused">All others.</param>
public readonly record struct FeedCounts(long Applied, long Repeated, long Late, long Refused);
