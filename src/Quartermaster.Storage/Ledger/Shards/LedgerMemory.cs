namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>What a ledger remembers, all shards together.</summary>
/// <param name="From">The first day whose keys and orders are remembered; entries and orders of earlier days are
/// refused.</param>
/// <param name="Keys">Keys of entries.</param>
/// <param name="Orders">Orders, open and closed; one that lies in several shards counts in each.</param>
public readonly record struct LedgerMemory(DateOnly From, long Keys, long Orders)
{
    /// <summary>What two shards remember.</summary>
    public LedgerMemory And(LedgerMemory other) =>
        new(From > other.From ? From : other.From, Keys + other.Keys, Orders + other.Orders);
}
