using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>A change of an order that somebody asked a simulated ledger for.</summary>
/// <param name="Order">Which.</param>
/// <param name="Key">Its key: whether it was done is known by it.</param>
/// <param name="Wanted">What it is.</param>
/// <param name="Units">The units that the order claimed then.</param>
/// <param name="IsAcross">Whether the order lay in several shards then.</param>
internal sealed record SimulatedChange(int Order, EntryKey Key, OrderAmendment Wanted, int Units, bool IsAcross)
{
    /// <summary>What he was told; the default for no answer.</summary>
    internal MoveOutcome Outcome { get; set; }

    /// <summary>Whether it leaves from elsewhere and nothing else becomes of it.</summary>
    internal bool IsMove { get; init; }

    /// <summary>Whether it is another address.</summary>
    internal bool IsAddress => Wanted.Ask is not null;

    /// <summary>Whether units were not found.</summary>
    internal bool IsShort => !IsMove && !IsAddress;
}
