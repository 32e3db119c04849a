namespace Quartermaster.Domain.Goods;

/// <summary>What became of an attempt to let orders leave from elsewhere. All but <see cref="Moved"/> changed nothing.
/// </summary>
public enum MoveOutcome : byte
{
    /// <summary>All of them leave from where they were to.</summary>
    Moved = 1,

    /// <summary>The key was used before.</summary>
    AlreadyMoved = 2,

    /// <summary>One of them is not as it was seen: something of it has left, it was given up, cut or moved, or another
    /// change of it is held. Look again.</summary>
    Changed = 3,

    /// <summary>A facility has too few units. Look again.</summary>
    NotEnoughStock = 4,

    /// <summary>A slot has too little room left, or was never opened. Look again.</summary>
    SlotFull = 5,

    /// <summary>It happened before the day from which keys are remembered, so a repetition could not be told.</summary>
    TooOld = 6,

    /// <summary>It is malformed: no orders or too many, one twice, other goods than it claims, or unknown places.
    /// </summary>
    Refused = 7,
}
