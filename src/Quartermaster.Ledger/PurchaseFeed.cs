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
/// much is on order, no more is taken off than the ledger has. Posting the same tables again changes nothing.
/// Nor does it when the ledger has forgotten the days that they speak of (<see cref="GoodsLedger.Forget"/>): lines and
/// deliveries from before <see cref="GoodsLedger.RemembersFrom"/> are taken as told, and counted. A line of which
/// something is still to come is remembered until it has come or is closed, so that it can be closed however late.
/// O(lines + receipts).
/// </remarks>
public sealed class PurchaseFeed
{
    private const ulong Dealt = 3;
    private const ulong Closed = 1;

    private readonly GoodsLedger _ledger;
    private readonly DateOnly _counted;
    private readonly DateOnly _stated;
    private readonly Instant _now;
    private readonly List<ClaimCut> _cuts = [];
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
        var lines = feed.LinesToLookAt(orders, receipts);
        foreach (ref readonly var receipt in receipts.Rows)
        {
            if (lines.TryGetValue((receipt.PurchaseOrder, receipt.Line), out var line))
            {
                line.Receipts.Add(receipt);
            }
        }

        // What takes the place of something else is there before that goes: whoever waits for goods need not be cut.
        Line[] all = [.. lines.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        Array.ForEach(all, feed.PutOnOrder);
        Array.ForEach(all, feed.Receive);
        Array.ForEach(all, feed.End);

        return feed._result with { IsOpen = true, Cuts = feed._cuts.Count == 0 ? null : feed._cuts };
    }

    private Dictionary<(Label, int), Line> LinesToLookAt(Table<PurchaseOrderLine> orders, Table<Receipt> receipts)
    {
        var lines = new Dictionary<(Label, int), Line>();
        foreach (ref readonly var order in orders.Rows)
        {
            if (order.State.IsOpen() || _ledger.Has(PurchaseMovements.KeyOf(order.PurchaseOrder, order.Line)))
            {
                lines[(order.PurchaseOrder, order.Line)] = new(order);
            }
        }

        var fresh = new HashSet<(Label, int)>();
        foreach (ref readonly var receipt in receipts.Rows)
        {
            var key = (receipt.PurchaseOrder, receipt.Line);
            if (receipt.Day >= _counted && !lines.ContainsKey(key))
            {
                if (receipt.Day >= _ledger.RemembersFrom)
                {
                    fresh.Add(key);
                }
                else
                {
                    TakeAsTold();
                }
            }
        }

        foreach (ref readonly var order in orders.Rows)
        {
            if (fresh.Remove((order.PurchaseOrder, order.Line)))
            {
                lines[(order.PurchaseOrder, order.Line)] = new(order);
            }
        }

        foreach (var key in fresh)
        {
            lines[key] = new(null);
        }

        return lines;
    }

    private void PutOnOrder(Line line)
    {
        line.Receipts.Sort((one, other) => one.Part.CompareTo(other.Part));
        var isOnOrder = line.Order is { } order ? PutOnOrder(order, line.IsWhole) || order.OrderedDay < _stated
            : line.Receipts[0].OrderedDay < _stated;
        line.Open = isOnOrder ? line.Order?.Units ?? line.Receipts[0].OrderedUnits : 0;
    }

    private void Receive(Line line)
    {
        foreach (var receipt in line.Receipts)
        {
            Receive(receipt, line.Open);
            line.Open = Math.Max(0, line.Open - receipt.Units);
        }
    }

    private void End(Line line)
    {
        if (line.Order is { } ended && ended.State.HasEnded())
        {
            Close(ended, line.Open);
        }

        if (line.Order is { } told)
        {
            Keep(told, told.State.IsOpen() && line.Open > 0 ? GoodsLedger.ForGood : Instant.Of(line.LastDay));
        }
    }

    // Both go on the same day, or a line could be closed twice.
    private void Keep(in PurchaseOrderLine order, Instant until)
    {
        var key = PurchaseMovements.KeyOf(order.PurchaseOrder, order.Line);
        _ledger.Remember(key, until);
        _ledger.Remember(key with { Row = Closed }, until);
    }

    // Of a line that was stated and not told, nobody knows whether it had ended by then.
    private void Close(in PurchaseOrderLine order, int open)
    {
        var key = PurchaseMovements.KeyOf(order.PurchaseOrder, order.Line);
        var closing = key with { Row = Closed };
        if (order.OrderedDay >= _stated && _ledger.Has(key) && !_ledger.Has(closing)
            && Math.Min(open, Ordered(order.Product, order.ShipTo)) is > 0 and var left
            && Post([Movements.CancelOrder(closing, At(order.OrderedDay), order.Product, order.ShipTo, left)]))
        {
            _result = _result with { UnitsCancelled = _result.UnitsCancelled + left };
        }
    }

    // Whether the ledger has the line on order, told now or before. What is left of one that was closed is not there
    // any more: what comes of it later comes unordered.
    private bool PutOnOrder(in PurchaseOrderLine order, bool isWhole)
    {
        var key = PurchaseMovements.KeyOf(order.PurchaseOrder, order.Line);
        if (_ledger.Has(key))
        {
            return !_ledger.Has(key with { Row = Closed });
        }

        if (!order.State.IsOpen() || order.OrderedDay < _stated)
        {
            return false;
        }

        if (order.OrderedDay < _ledger.RemembersFrom)
        {
            // From now on it is known by its key, until all of it is there.
            if (!isWhole)
            {
                _ledger.Once(key, At(order.OrderedDay));
                TakeAsTold();
            }

            return true;
        }

        if (Post(PurchaseMovements.Release(At(order.OrderedDay), [order])))
        {
            _result = _result with
            {
                Lines = _result.Lines + 1, UnitsOrdered = _result.UnitsOrdered + order.Units,
            };
        }

        return true;
    }

    private void Receive(in Receipt receipt, int open)
    {
        var cause = PurchaseMovements.KeyOf(receipt.PurchaseOrder, receipt.Line, receipt.Part);
        if (_ledger.Has(new(cause, Dealt)))
        {
            return;
        }

        if (receipt.Day < _ledger.RemembersFrom)
        {
            if (receipt.Day >= _counted)
            {
                TakeAsTold();
            }

            return;
        }

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
            Post([Movements.CancelOrder(
                new(cause, 0), At(receipt.Day), receipt.Product, receipt.ShipTo, arrived)]);
        }
        else
        {
            return;
        }

        _ledger.Once(new(cause, Dealt), At(receipt.Day));
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

    private int Ordered(ProductId product, FacilityId facility) => (int)Math.Min(
        int.MaxValue, _ledger.LotBalance(product, default, 0, new(facility, GoodsState.Ordered)));

    private sealed class Line(PurchaseOrderLine? order)
    {
        internal PurchaseOrderLine? Order => order;

        internal List<Receipt> Receipts { get; } = [];

        /// <summary>Units of it on order that are still to come.</summary>
        internal int Open { get; set; }

        /// <summary>Whether all that was ordered has come.</summary>
        internal bool IsWhole => Receipts.Sum(receipt => (long)receipt.Units) >= (Order?.Units ?? 0);

        /// <summary>The last day of which it says something.</summary>
        internal DateOnly LastDay => Receipts.Select(receipt => receipt.Day)
            .Append(Order?.OrderedDay ?? DateOnly.MinValue).Max();
    }
}
