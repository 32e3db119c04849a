using Quartermaster.Domain;

namespace Quartermaster.App.Worlds;

/// <summary>The settings of a workspace's ledger.</summary>
public sealed record LedgerPolicy
{
    /// <summary>Shards that share the products between them, each with a writer and a log of its own. Fixed when the
    /// ledger is first made. 1 to 64.</summary>
    [Setting("shards", AtLeast = 1, AtMost = 64)]
    public int Shards { get; init; } = 1;
}
