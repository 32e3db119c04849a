namespace Quartermaster.Domain.Goods;

/// <summary>What became of an order, or why it could not be done. Up to <see cref="Cut"/> it is a state that the ledger
/// remembers; after that a refusal, which changes nothing and is not remembered.</summary>
public enum OrderOutcome : byte
{
    /// <summary>The ledger does not know the order, or no longer.</summary>
    Unknown = 0,

    /// <summary>Its stock and slots are held until it is decided, released or expires.</summary>
    Held = 1,

    /// <summary>It is promised; its claims no longer expire.</summary>
    Decided = 2,

    /// <summary>All that it still claimed has left.</summary>
    Shipped = 3,

    /// <summary>It was given up; its claims are free again.</summary>
    Released = 4,

    /// <summary>It was not decided in time; its claims are free again.</summary>
    Expired = 5,

    /// <summary>A count or a lower limit took its claims away.</summary>
    Cut = 6,

    /// <summary>A facility has too few units: make a new offer.</summary>
    NotEnoughStock = 16,

    /// <summary>A slot has too little room left, or was never opened: make a new offer.</summary>
    SlotFull = 17,

    /// <summary>The same order was given before with other lines or slots.</summary>
    OtherContent = 18,

    /// <summary>It was placed before the day from which orders are remembered.</summary>
    TooOld = 19,

    /// <summary>A line or slot is malformed: unknown product or place, no units, no lines, too many of them.</summary>
    Refused = 20,

    /// <summary>The step does not follow from the order's state, for example shipping what is not decided.</summary>
    OutOfTurn = 21,
}

/// <summary>Questions about outcomes.</summary>
public static class OrderOutcomes
{
    /// <summary>Whether the order has what it asked for: held, decided or shipped.</summary>
    public static bool IsAccepted(this OrderOutcome outcome) =>
        outcome is OrderOutcome.Held or OrderOutcome.Decided or OrderOutcome.Shipped;
}
