using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Changes of orders over several ledgers.</content>
public sealed partial class LedgerTape
{
    internal void HoldChange(EntryKey key, Instant at, Instant expires, OrderChangePart[] parts)
    {
        Start(LedgerStep.HoldChange);
        Key(key, at);
        _blob.Whole(expires.UnixMilliseconds - at.UnixMilliseconds);
        _blob.Whole(parts.Length);
        Array.ForEach(parts, part => ChangeBlob.Write(_blob, part));
    }

    internal void WithdrawChange(EntryKey key, Instant at) => OfChange(LedgerStep.WithdrawChange, key, at);

    internal void DecideChange(EntryKey key, Instant at) => OfChange(LedgerStep.DecideChange, key, at);

    internal void FollowChange(EntryKey key, Instant at) => OfChange(LedgerStep.FollowChange, key, at);

    private void OfChange(LedgerStep step, EntryKey key, Instant at)
    {
        Start(step);
        Key(key, at);
    }
}
