using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>Brings the ledger to what the tables of purchase orders and receipts say: lines go on order once, each
/// delivery arrives once, and what a closed line leaves open is no longer on order.</summary>
/// <remarks>
/// A stock file states what there was at the start of a day (<see cref="StockStatements"/>), so what was ordered or
/// received before that day is in it and not posted again. A delivery that the last count has seen, but the last
/// statement of what is on order has not, only ends what was on order. Where the tables and the ledger disagree on how
/// much is on order, no more is taken off than the ledger has, and a line that ends takes off nothing that other lines
/// are to bring. Posting the same tables again changes nothing.
/// A line is to bring its units, or what the vendor confirmed where that is less. The ledger remembers which number it
/// was told, so another one is posted as the difference, once, also where a number comes again after another one. Of a
/// line that a build of before put on order nobody knows: its row's units when it is first read count as told.
/// A line that is told again with another product or place is left alone: <see cref="PurchaseDifferences"/> finds it,
/// and deliveries that are told again as something else.
/// Days that the ledger has forgotten (<see cref="GoodsLedger.Forget"/>): deliveries from before <see
/// cref="GoodsLedger.RemembersFrom"/> are taken as told, and counted. A line from before, of which something is still
/// to come, has a key while that is so, however old it is, so one without was never told: what is to come of it goes on
/// order, on the first day that is remembered.
/// O(lines + receipts + keys).
/// </remarks>
public sealed class PurchaseFeed
{
    private const ulong Dealt = 3;
    private const ulong Closed = FedLines.Closed;

    private readonly GoodsLedger _ledger;
    private readonly DateOnly _counted;
    private readonly DateOnly _stated;
    private readonly Instant _now;
    private readonly List<ClaimCut> _cuts = [];
    private readonly Dictionary<(ProductId Product, FacilityId ShipTo), long> _toCome = [];
    private PurchaseFeedResult _result;

    private PurchaseFeed(GoodsLedger ledger, DateOnly counted, Instant now) => (_ledger, _counted, _stated, _now) =
        (ledger, counted, StockStatements.Last(ledger, StockState.OnOrder) ?? DateOnly.MinValue, now);

    /// <summary>Posts what the ledger has not been told yet.</summary>
    /// <param name="ledger">The ledger; one whose shelves were never stated is left as it is.</param>
    /// <param name="orders">All purchase order lines.</param>
    /// <param name="receipts">All receipts.</param>
    /// <param name="now">When this is done. Goods move on the days of the tables; what follows for customers who wait
    /// for them happens now.</param>
    public static PurchaseFeedResult Post(
        GoodsLedger ledger, Table<PurchaseOrderLine> orders, Table<Receipt> receipts, Instant now)
    {
        if (StockStatements.Last(ledger, StockState.OnHand) is not { } counted)
        {
            return default;
        }

        var feed = new PurchaseFeed(ledger, counted, now);
        var all = FedLines.Of(ledger, orders, receipts, counted, feed.TakeAsTold);

        // What takes the place of something else is there before that goes: whoever waits for goods need not be cut.
        Array.ForEach(all, feed.PutOnOrder);
        Array.ForEach(all, feed.Receive);
        foreach (var line in all.Where(line => line.IsTold))
        {
            feed._toCome[line.Cell] = feed._toCome.GetValueOrDefault(line.Cell) + line.Open;
        }

        Array.ForEach(all, feed.End);
        return feed._result with { IsOpen = true, Cuts = feed._cuts.Count == 0 ? null : feed._cuts };
    }

    private void PutOnOrder(FedLine line)
    {
        if (line.Order is not { } order)
        {
            line.Open = line.Receipts[0].OrderedDay < _stated ? Left(line, line.Receipts[0].OrderedUnits) : 0;
        }
        else if (order.OrderedDay < _stated)
        {
            line.Open = Left(line, order.Units);
        }
        else if (!line.IsKnown)
        {
            Order(line, in order);
        }
        else if (!line.IsClosed && !line.IsElsewhere)
        {
            // What is left of one that was closed is not there any more: what comes of it later comes unordered.
            line.IsTold = true;
            if (line.Told is null)
            {
                Tell(line, in order, order.Units);
            }

            line.Open = Left(line, line.Told ?? order.Units);
            Raise(line, in order);
        }
    }

    // What has come of it already is not to come any more.
    private void Order(FedLine line, in PurchaseOrderLine order)
    {
        if (order.State.IsOpen() && Left(line, line.Wanted) is > 0 and var left
            && Post([Movements.Order(line.Key, At(order.OrderedDay), order.Product, order.ShipTo, left)]))
        {
            Tell(line, in order, line.Wanted);
            (line.IsTold, line.Open) = (true, left);
            var isLate = order.OrderedDay < _ledger.RemembersFrom;
            _result = _result with
            {
                Lines = _result.Lines + 1, UnitsOrdered = _result.UnitsOrdered + left,
                LateLines = _result.LateLines + (isLate ? 1 : 0),
                RemembersFrom = isLate ? _ledger.RemembersFrom : _result.RemembersFrom,
            };
        }
    }

    private void Raise(FedLine line, in PurchaseOrderLine order)
    {
        var more = order.State.IsOpen() ? Left(line, line.Wanted) - line.Open : 0;
        if (more > 0 && Post([Movements.Order(line.NextKey, _now, order.Product, order.ShipTo, more)]))
        {
            line.Hear(line.Step + 1, line.Wanted);
            line.Open += more;
            _result = _result with
            {
                Corrected = _result.Corrected + 1, UnitsOrdered = _result.UnitsOrdered + more,
            };
        }
    }

    private void Receive(FedLine line)
    {
        foreach (var receipt in line.Receipts)
        {
            if (!IsSettled(in receipt))
            {
                Receive(in receipt, line.Open);
                line.Open = Math.Max(0, line.Open - receipt.Units);
            }
            else if (receipt.Day >= _counted && !_ledger.Has(new(CauseOf(in receipt), Dealt)))
            {
                TakeAsTold();
            }
        }
    }

    private void Receive(in Receipt receipt, int open)
    {
        var cause = CauseOf(in receipt);
        var left = receipt.Day < _stated ? 0 : Math.Min(open, Ordered(receipt.Product, receipt.ShipTo));
        if (receipt.Day >= _counted)
        {
            if (Post(PurchaseMovements.Receive(receipt, At(receipt.Day), left)))
            {
                _result = _result with
                {
                    Receipts = _result.Receipts + 1, UnitsReceived = _result.UnitsReceived + receipt.Units,
                };
            }
        }
        else if (Math.Min(receipt.Units, left) is > 0 and var arrived)
        {
            var isPosted = Post([Movements.CancelOrder(
                new(cause, 0), At(receipt.Day), receipt.Product, receipt.ShipTo, arrived)]);
            _result = _result with { UnitsInCount = _result.UnitsInCount + (isPosted ? arrived : 0) };
        }
        else
        {
            return;
        }

        _ledger.Once(new(cause, Dealt), At(receipt.Day));
        _ledger.Once(PurchaseMovements.ReceiptKey(in receipt), At(receipt.Day));
    }

    private void End(FedLine line)
    {
        if (line.Order is not { } order)
        {
            return;
        }

        if (line.IsElsewhere)
        {
            // What is on order under its key is another line's by now: only that one, told as it was, ends it.
            if (!line.IsClosed)
            {
                KeepForGood(line);
            }

            return;
        }

        // Of a line that was stated and not told, nobody knows whether it had ended by then, nor which units of it.
        if (line.IsTold && order.State.HasEnded())
        {
            TakeOff(line, in order, line.Open, line.Key with { Row = Closed }, At(order.OrderedDay));
        }
        else if (line.IsTold && order.State.IsOpen() && line.Told != line.Wanted
            && line.Open - Math.Max(0, line.Wanted - line.Came) is >= 0 and var less)
        {
            TakeOff(line, in order, (int)less, line.NextKey, _now);
            line.Hear(line.Step + 1, line.Wanted);
            _result = _result with { Corrected = _result.Corrected + 1 };
        }

        Keep(line, in order);
    }

    // No more than other lines leave that are still to bring theirs. It is done with then: what is on order later is
    // not of this line.
    private void TakeOff(FedLine line, in PurchaseOrderLine order, int units, EntryKey key, Instant at)
    {
        var others = _toCome[line.Cell] - line.Open;
        var less = (int)Math.Clamp(Ordered(order.Product, order.ShipTo) - others, 0, units);
        _toCome[line.Cell] -= units;
        line.Open -= units;
        if (less > 0 && Post([Movements.CancelOrder(key, at, order.Product, order.ShipTo, less)]))
        {
            _result = _result with { UnitsCancelled = _result.UnitsCancelled + less };
        }
        else if (units > 0 || key.Row != Closed)
        {
            _ledger.Once(key, at);
        }
    }

    private void KeepForGood(FedLine line)
    {
        _ledger.Remember(line.Key, GoodsLedger.ForGood);
        _ledger.Remember(
            PurchaseMovements.PlacedKey(line.Key, line.Placed!.Value.Product, line.Placed.Value.ShipTo),
            GoodsLedger.ForGood);
    }

    // All of its keys go on the same day, or a line could be told or closed twice; numbers that hold no longer first.
    private void Keep(FedLine line, in PurchaseOrderLine order)
    {
        var last = Instant.Of(line.LastDay);
        var isToCome = order.State.IsOpen() && (line.IsClosed ? line.Came < line.Wanted : line.Open > 0);
        var until = isToCome ? GoodsLedger.ForGood : last;
        _ledger.Remember(line.Key, until);
        _ledger.Remember(line.Key with { Row = Closed }, until);
        if (line.Told is { } told)
        {
            _ledger.Remember(PurchaseMovements.ToldKey(line.Key, line.Step, told), until);
        }

        if (line.Placed is { } placed)
        {
            _ledger.Remember(PurchaseMovements.PlacedKey(line.Key, placed.Product, placed.ShipTo), until);
        }

        foreach (var (step, units) in line.Before)
        {
            _ledger.Remember(PurchaseMovements.ToldKey(line.Key, step, units), last);
        }
    }

    private void Tell(FedLine line, in PurchaseOrderLine order, int units)
    {
        var step = line.Step + 1;
        _ledger.Once(PurchaseMovements.ToldKey(line.Key, step, units), At(order.OrderedDay));
        line.Placed ??= line.Cell;
        _ledger.Once(PurchaseMovements.PlacedKey(line.Key, line.Placed.Value.Product, line.Placed.Value.ShipTo),
            At(order.OrderedDay));
        line.Hear(step, units);
    }

    private bool Post(Entry[] entries)
    {
        var outcomes = new Outcome[entries.Length];
        var isPosted = _ledger.PostAll(entries, outcomes, _cuts, _now);
        _result = isPosted ? _result : _result with { Refused = _result.Refused + 1 };
        return isPosted;
    }

    private void TakeAsTold() => _result = _result with
    {
        TakenAsTold = _result.TakenAsTold + 1, RemembersFrom = _ledger.RemembersFrom,
    };

    // The ledger refuses what happened before the days that it remembers: then the first of them is as good.
    private Instant At(DateOnly day) => Instant.Of(day < _ledger.RemembersFrom ? _ledger.RemembersFrom : day);

    private bool IsSettled(in Receipt receipt) =>
        receipt.Day < _ledger.RemembersFrom || _ledger.Has(new(CauseOf(in receipt), Dealt));

    // What is to come of so many units beside what has come and needs no posting.
    private int Left(FedLine line, int units) => (int)Math.Max(
        0, units - line.Receipts.Where(receipt => IsSettled(in receipt)).Sum(receipt => (long)receipt.Units));

    private int Ordered(ProductId product, FacilityId facility) => (int)Math.Min(
        int.MaxValue, _ledger.LotBalance(product, default, 0, new(facility, GoodsState.Ordered)));

    private static ulong CauseOf(in Receipt receipt) =>
        PurchaseMovements.KeyOf(receipt.PurchaseOrder, receipt.Line, receipt.Part);
}
