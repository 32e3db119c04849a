using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger;

/// <summary>One of several ledgers, each with its own writer, that share the products between them.</summary>
public interface ILedgerShard
{
    /// <summary>What can be promised of its products, readable by any thread.</summary>
    Availability Availability { get; }

    /// <summary>Why its writer has stopped, as a sentence; null while it works.</summary>
    string? Fault => null;

    /// <summary>Does anything with the ledger, alone; the answer comes when it is safe on disk.</summary>
    ValueTask<TAnswer> DoAsync<TAnswer>(Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default);

    /// <summary>Has its writer, in whose thread this is called, stand still until something is done that other shards
    /// do, too. A simulation lets those go on meanwhile.</summary>
    void StandStill(Task until)
    {
        ArgumentNullException.ThrowIfNull(until);
        until.Wait();
    }
}
