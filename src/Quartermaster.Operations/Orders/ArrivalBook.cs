using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Orders;

/// <summary>When goods on order can be promised: by how long such orders took before, and how much of them came.
/// </summary>
/// <remarks>
/// A line arrives by the day by which the wanted share of the vendor's deliveries that were not there after as many
/// days had come, but not before the day it is due; of its units that share counts which the same share of orders
/// brought at least. Where fewer than <see cref="LeastDeliveries"/> deliveries of a vendor are on record, all vendors'
/// count; where there are too few of those, or nearly all came sooner, nothing of the line does. Orders can be made up
/// of the goods from the end of that day (UTC).
/// </remarks>
public sealed class ArrivalBook
{
    /// <summary>Deliveries that must be on record before anything is said of the next.</summary>
    public const int LeastDeliveries = 20;

    /// <summary>Of those, as many must have taken longer than a line has waited already.</summary>
    public const int LeastLeft = 5;

    private readonly Dictionary<VendorId, Past> _byVendor;
    private readonly Past _all;
    private readonly double _share;

    private ArrivalBook(IReadOnlyCollection<(VendorId Vendor, int Days, double Fill)> past, double share)
    {
        _share = share;
        _all = new(past.Select(one => (one.Days, one.Fill)));
        _byVendor = past.GroupBy(one => one.Vendor).Where(of => of.Count() >= LeastDeliveries)
            .ToDictionary(of => of.Key, of => new Past(of.Select(one => (one.Days, one.Fill))));
    }

    /// <summary>What of open purchase orders may be promised. O(lines + receipts · log).</summary>
    /// <param name="orders">All purchase order lines.</param>
    /// <param name="receipts">All receipts.</param>
    /// <param name="share">The share of arrivals that are to be there by their minute; 0 for promising nothing.</param>
    /// <param name="today">The day (UTC).</param>
    public static Arrival[] Of(
        Table<PurchaseOrderLine> orders, Table<Receipt> receipts, double share, DateOnly today) => share <= 0 ? []
        : [.. Judged(orders, receipts, share, today).Select(one => one.Arrival).Where(one => one.Units > 0)];

    /// <summary>The open lines of which nothing may be promised though something is to come, and why.
    /// O(lines + receipts · log).</summary>
    /// <inheritdoc cref="Of"/>
    public static DoubtfulLine[] Doubtful(
        Table<PurchaseOrderLine> orders, Table<Receipt> receipts, double share, DateOnly today) => share <= 0 ? []
        : [.. Judged(orders, receipts, share, today).Where(one => one.Doubt != ArrivalDoubt.None && one.Left > 0)
            .Select(one => new DoubtfulLine(one.Line, one.Left, one.Doubt))];

    private static IEnumerable<(PurchaseOrderLine Line, long Left, Arrival Arrival, ArrivalDoubt Doubt)> Judged(
        Table<PurchaseOrderLine> orders, Table<Receipt> receipts, double share, DateOnly today)
    {
        var lines = receipts.Rows.ToArray().GroupBy(row => (row.PurchaseOrder, row.Line)).ToDictionary(
            of => of.Key, of => (First: of.First(), Last: of.Max(row => row.Day), Units: of.Sum(row => row.Condition
                == Condition.Sellable ? (long)row.Units : 0), All: of.Sum(row => (long)row.Units)));
        var open = orders.Rows.ToArray().Where(row => row.State.IsOpen())
            .Select(row => (row.PurchaseOrder, row.Line)).ToHashSet();

        // Lines that may still bring more have not said yet how long they take.
        var book = new ArrivalBook(
            [.. lines.Where(of => !open.Contains(of.Key)).Select(of => (of.Value.First.Vendor,
                of.Value.Last.DayNumber - of.Value.First.OrderedDay.DayNumber,
                Math.Min(1, (double)of.Value.Units / of.Value.First.OrderedUnits)))],
            share);
        return from row in orders.Rows.ToArray()
               where row.State.IsOpen()
               let came = lines.GetValueOrDefault((row.PurchaseOrder, row.Line)).All
               let judged = book.Judge(row, came, today)
               select (row, row.Units - came, judged.Arrival, judged.Doubt);
    }

    private (Arrival Arrival, ArrivalDoubt Doubt) Judge(PurchaseOrderLine row, long came, DateOnly today)
    {
        var past = _byVendor.GetValueOrDefault(row.Vendor, _all);
        var waited = Math.Max(0, today.DayNumber - row.OrderedDay.DayNumber);
        if (past.Count < LeastDeliveries)
        {
            return (default, ArrivalDoubt.FewDeliveries);
        }

        if (past.DaysAfter(waited, _share) is not { } days)
        {
            return (default, ArrivalDoubt.Overdue);
        }

        var expected = row.ConfirmedUnits >= 0 ? Math.Min(row.Units, row.ConfirmedUnits) : row.Units;
        var units = (long)(past.FillOf(_share) * expected) - came;
        var day = Math.Max(row.OrderedDay.DayNumber + days, row.DueDay.DayNumber);
        return units <= 0 ? (default, ArrivalDoubt.BroughtShort)
            : (new(row.Product, row.ShipTo, Instant.Of(DateOnly.FromDayNumber(day + 1)).UnixMinutes, (int)units),
                ArrivalDoubt.None);
    }

    private sealed class Past(IEnumerable<(int Days, double Fill)> deliveries)
    {
        private readonly int[] _days = [.. deliveries.Select(one => one.Days).Order()];
        private readonly double[] _fills = [.. deliveries.Select(one => one.Fill).Order()];

        internal int Count => _days.Length;

        // The share of those that had not come after so many days, had after this many.
        internal int? DaysAfter(int waited, double share)
        {
            var left = _days.AsSpan(_days.Count(days => days <= waited));
            return left.Length < LeastLeft ? null : left[Math.Max(0, (int)Math.Ceiling(share * left.Length) - 1)];
        }

        internal double FillOf(double share) => _fills[(int)((1 - share) * (_fills.Length - 1))];
    }
}
