using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>A ledger's whole state as bytes, the same for the same state however it was reached.</summary>
/// <remarks>So that opening need not replay from the first batch, and so that two ledgers can be compared. O(state):
/// about 6 bytes per cell in use, 20 per key, 50 per order.</remarks>
public static class LedgerSnapshot
{
    /// <summary>The version of the bytes that this build writes and reads. A state of another version is left aside:
    /// the batches say the same.</summary>
    public const byte Version = 3;

    private const int Inside = 1;
    private const int Sparse = 2;
    private const int Done = 0;

    /// <summary>Writes the state into memory.</summary>
    public static byte[] Of(GoodsLedger ledger)
    {
        var blob = new BlobWriter();
        Write(ledger, blob);
        return blob.Bytes.ToArray();
    }

    /// <summary>Writes the state, part by part: the same bytes, never all of them in memory.</summary>
    /// <param name="ledger">The ledger; nobody writes it meanwhile.</param>
    /// <param name="to">Where to.</param>
    public static void Write(GoodsLedger ledger, IByteSink to)
    {
        var blob = new BlobWriter(to);
        Write(ledger, blob);
        blob.Flush();
    }

    private static void Write(GoodsLedger ledger, BlobWriter blob)
    {
        blob.Byte(Version);
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
        WriteFeeds(blob, state.Feeds);
        WriteAcross(blob, ledger.Turn, state.Orders);
    }

    /// <summary>Makes the ledger whose state was written.</summary>
    /// <exception cref="LedgerBlobException">The bytes are not a snapshot of this version.</exception>
    public static GoodsLedger Read(ReadOnlySpan<byte> bytes, LedgerLimits? limits = null)
    {
        var blob = new BlobReader(bytes);
        return Read(ref blob, limits);
    }

    /// <summary>Makes the ledger whose state was written, read part by part.</summary>
    /// <exception cref="LedgerBlobException">The bytes are not a snapshot of this version.</exception>
    public static GoodsLedger Read(IByteSource from, LedgerLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        var blob = new BlobReader(from);
        return Read(ref blob, limits);
    }

    private static GoodsLedger Read(ref BlobReader blob, LedgerLimits? limits)
    {
        LedgerBlobException.CheckVersion(blob.Byte(), Version);
        var ledger = new GoodsLedger(limits);
        var (sequence, day, state) = (blob.Whole(), blob.Number(), ledger.State);
        state.Keys.Start(day);
        ReadBalances(ref blob, state.Balances);
        for (var left = blob.Number(); left > 0; left--)
        {
            state.Keys.Add(new(blob.Fixed(), blob.Fixed()), blob.Number());
        }

        for (var left = blob.Number(); left > 0; left--)
        {
            state.Slots.Set(blob.Slot(), new(blob.Whole(), blob.Whole()));
        }

        state.Orders.Fit(state.Balances.Products, state.Slots.Count);
        OrderSnapshot.Read(ref blob, state.Orders);
        ReadFeeds(ref blob, state.Feeds);
        ledger.Resume(sequence, ReadAcross(ref blob, state.Orders));
        return blob.IsAtEnd ? ledger : throw blob.Broken("the end");
    }

    // A ledger that is alone has nothing of it, and its bytes are those that it always had.
    private static void WriteAcross(BlobWriter blob, long turn, OrderBook orders)
    {
        if (turn == 0 && orders.News.Count == 0 && orders.Pending.Count == 0)
        {
            return;
        }

        blob.Whole(turn);
        blob.Whole(orders.News.Count);
        foreach (var (key, news) in orders.News.Pairs.OrderBy(pair => pair.Key))
        {
            blob.Fixed(key.High);
            blob.Fixed(key.Low);
            blob.News(news);
        }

        if (orders.Pending.Count > 0)
        {
            blob.Whole(orders.Pending.Count);
            foreach (var (_, change) in orders.Pending.Pairs.OrderBy(pair => pair.Key))
            {
                ChangeBlob.Write(blob, change);
            }
        }
    }

    private static long ReadAcross(ref BlobReader blob, OrderBook orders)
    {
        if (blob.IsAtEnd)
        {
            return 0;
        }

        var turn = blob.Whole();
        for (var left = blob.Number(); left > 0; left--)
        {
            orders.SetNews(new(blob.Fixed(), blob.Fixed()), blob.News());
        }

        for (var left = blob.IsAtEnd ? 0 : blob.Number(); left > 0; left--)
        {
            var change = ChangeBlob.ReadPending(ref blob);
            orders.Pending.Set(change.Part.Order, change);
        }

        return turn;
    }

    private static void WriteFeeds(BlobWriter blob, FeedBook feeds)
    {
        var known = feeds.Feeds.ToArray();
        blob.Whole(known.Length);
        foreach (var feed in known)
        {
            blob.Fixed(feed.Value);
        }

        var cells = feeds.Sorted();
        blob.Whole(cells.Length);
        foreach (ref readonly var cell in cells.AsSpan())
        {
            blob.Whole(cell.Feed);
            blob.Whole(cell.Product);
            blob.Whole(cell.Facility);
            blob.Whole(cell.Sequence);
        }
    }

    private static void ReadFeeds(ref BlobReader blob, FeedBook feeds)
    {
        for (var left = blob.Number(); left > 0; left--)
        {
            feeds.Add(new(blob.Fixed()));
        }

        for (var left = blob.Number(); left > 0; left--)
        {
            feeds.Set(blob.Number(), blob.Number(), blob.Number(), blob.Whole());
        }
    }

    private static void WriteBalances(BlobWriter blob, Balances balances)
    {
        for (var product = 1; product < balances.Products; product++)
        {
            for (var state = GoodsState.Vendor; state <= GoodsState.Adjusted; state++)
            {
                WriteRow(blob, balances, product, state);
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

    private static void WriteRow(BlobWriter blob, Balances balances, int product, GoodsState state)
    {
        var row = Balances.IsInside(state) ? balances.Row(state, product) : [];
        for (var facility = row.IndexOfAnyExcept(0); facility >= 0;)
        {
            blob.Byte(Inside);
            Write(blob, new(new(product), default, 0, new(new(facility), state)), row[facility]);
            var next = row[(facility + 1)..].IndexOfAnyExcept(0);
            facility = next < 0 ? -1 : facility + 1 + next;
        }

        if (!Balances.IsInside(state) && balances.Read(new(product), Account.Outside(state)) is var units && units != 0)
        {
            blob.Byte(Inside);
            Write(blob, new(new(product), default, 0, Account.Outside(state)), units);
        }
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
