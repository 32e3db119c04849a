using Quartermaster.Domain;

namespace Quartermaster.App.Worlds;

/// <summary>The settings of a workspace's ledger.</summary>
public sealed record LedgerPolicy
{
    /// <summary>Shards that share the products between them, each with a writer and a log of its own. Fixed when the
    /// ledger is first made. 1 to 64.</summary>
    [Setting("shards", AtLeast = 1, AtMost = 64)]
    public int Shards { get; init; } = 1;

    /// <summary>Days for which the ledger remembers orders that are closed, and the keys of what was posted, so that a
    /// repetition is known as one; what is from before is refused. 2 to 3,650, or 0 for ever.</summary>
    [Setting("days", AtLeast = 2, AtMost = 3_650, Or = 0)]
    public int RememberDays { get; init; } = 90;
}
