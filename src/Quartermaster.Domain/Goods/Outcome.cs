namespace Quartermaster.Domain.Goods;

/// <summary>What became of an entry.</summary>
public enum Outcome : byte
{
    /// <summary>Posted.</summary>
    Posted = 1,

    /// <summary>Its key was posted before; nothing changed.</summary>
    AlreadyPosted = 2,

    /// <summary>The account it leaves has too few units.</summary>
    NotEnough = 3,

    /// <summary>The entry is malformed: unknown product or place, no units, the same account twice, an outside account
    /// with a place or an inside one without, or the account <see cref="GoodsState.Held"/>, which only orders move.
    /// </summary>
    Refused = 4,

    /// <summary>The account it reaches would exceed 2³¹ − 1 units.</summary>
    TooMany = 5,

    /// <summary>It happened before the day from which keys are remembered, so a repetition could not be told.</summary>
    TooOld = 6,

    /// <summary>Another entry of its group was not posted, so neither was this one.</summary>
    GroupRefused = 7,
}
