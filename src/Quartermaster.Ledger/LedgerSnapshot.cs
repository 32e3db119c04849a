using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>A ledger's whole state as bytes, the same for the same state however it was reached.</summary>
/// <remarks>So that opening need not replay from the first batch, and so that two ledgers can be compared. O(state):
/// about 6 bytes per cell in use, 20 per key, 50 per order.</remarks>
public static class LedgerSnapshot
{
    private const int Inside = 1;
    private const int Sparse = 2;
    private const int Done = 0;

    /// <summary>Writes the state.</summary>
    public static byte[] Of(GoodsLedger ledger)
    {
        var blob = new BlobWriter();
        blob.Byte(LedgerBlobException.Version);
        var state = ledger.State;
        blob.Whole(ledger.Sequence);
        blob.Whole(ledger.RemembersFrom.DayNumber);
        WriteBalances(blob, state.Balances);
        blob.Whole(state.Keys.Count);
        foreach (var (key, day) in state.Keys.Sorted())
        {
            blob.Fixed(key.Cause);
            blob.Fixed(key.Row);
            blob.Whole(day);
        }

        var slots = state.Slots.Sorted().ToList();
        blob.Whole(slots.Count);
        foreach (var (slot, use) in slots)
        {
            blob.Slot(slot);
            blob.Whole(use.Limit);
            blob.Whole(use.Claimed);
        }

        OrderSnapshot.Write(blob, state.Orders);
        return blob.Bytes.ToArray();
    }

    /// <summary>Makes the ledger whose state was written.</summary>
    /// <exception cref="LedgerBlobException">The bytes are not a snapshot of this version.</exception>
    public static GoodsLedger Read(ReadOnlySpan<byte> bytes, LedgerLimits? limits = null)
    {
        var blob = new BlobReader(bytes);
        LedgerBlobException.CheckVersion(blob.Byte());
        var ledger = new GoodsLedger(limits);
        var (sequence, day, state) = (blob.Whole(), blob.Number(), ledger.State);
        state.Keys.Forget(day);
        ReadBalances(ref blob, state.Balances);
        for (var left = blob.Number(); left > 0; left--)
        {
            state.Keys.Add(new(blob.Fixed(), blob.Fixed()), blob.Number());
        }

        for (var left = blob.Number(); left > 0; left--)
        {
            state.Slots.Set(blob.Slot(), new(blob.Whole(), blob.Whole()));
        }

        OrderSnapshot.Read(ref blob, state.Orders);
        ledger.Resume(sequence);
        return blob.IsAtEnd ? ledger : throw blob.Broken("the end");
    }

    private static void WriteBalances(BlobWriter blob, Balances balances)
    {
        for (var product = 1; product < balances.Products; product++)
        {
            for (var facility = 0; facility < balances.Stride; facility++)
            {
                for (var state = GoodsState.Vendor; state <= GoodsState.Adjusted; state++)
                {
                    if (balances.Read(new(product), new(new(facility), state)) is var units && units != 0)
                    {
                        blob.Byte(Inside);
                        Write(blob, new(new(product), default, 0, new(new(facility), state)), units);
                    }
                }
            }
        }

        foreach (var (key, units) in balances.Sparse.Sorted())
        {
            blob.Byte(Sparse);
            blob.Whole(key.Owner.Value);
            blob.Whole(key.Lot);
            Write(blob, key, units);
        }

        blob.Byte(Done);
    }

    private static void Write(BlobWriter blob, in SparseKey key, long units)
    {
        blob.Whole(key.Product.Value);
        blob.Account(key.Account);
        blob.Signed(units);
    }

    private static void ReadBalances(ref BlobReader blob, Balances balances)
    {
        for (var part = blob.Byte(); part != Done; part = blob.Byte())
        {
            if (part == Sparse)
            {
                var (owner, lot) = (new OwnerId(blob.Number()), blob.Number());
                balances.Sparse.Add(new(new(blob.Number()), owner, lot, blob.Account()), blob.Signed());
            }
            else
            {
                balances.Set(new(blob.Number()), blob.Account(), blob.Signed());
            }
        }
    }
}
