using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What became of a movement that somebody told: see <see cref="MovementDesk"/>.</summary>
/// <param name="Outcome">Posted; AlreadyPosted if it was before; else why not.</param>
public readonly record struct ToldOutcome(Outcome Outcome)
{
    /// <summary>Another movement was told under its code: it is refused.</summary>
    public static ToldOutcome Other { get; } = new(Outcome.Refused) { IsOther = true };

    /// <summary>Whether another movement was told under its code.</summary>
    public bool IsOther { get; init; }

    /// <summary>Where there are not enough units: how many there are that no order claims. 0 or more.</summary>
    public long Free { get; init; }

    /// <summary>Whether stock was counted since it happened: what was counted stays as it is.</summary>
    public bool IsCounted { get; init; }
}
