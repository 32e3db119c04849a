using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Orders;

/// <summary>When goods on order can be promised: by how long such orders took before, and how much of them came.
/// </summary>
/// <remarks>
/// A line arrives by the day by which the wanted share of the vendor's deliveries that were not there after as many
/// days had come, but not before the day it is due; of its units that share counts which the same share of orders
/// brought at least. An order that ended and brought nothing brought a share of 0, and says nothing of days: else a
/// vendor who cancels a third of all lines would be trusted with all of the others. Where fewer than <see
/// cref="LeastDeliveries"/> deliveries of a vendor are on record, all vendors' days count, and where it has fewer
/// orders that ended, all vendors' shares; where there are too few of those, or nearly all came sooner, nothing of the
/// line does. Orders can be made up of the goods from the end of that day (UTC).
/// </remarks>
public sealed class ArrivalBook
{
    /// <summary>Deliveries that must be on record before anything is said of the next.</summary>
    public const int LeastDeliveries = 20;

    /// <summary>Of those, as many must have taken longer than a line has waited already.</summary>
    public const int LeastLeft = 5;

    private readonly Dictionary<VendorId, int[]> _days;
    private readonly Dictionary<VendorId, double[]> _fills;
    private readonly double _share;

    private ArrivalBook(IReadOnlyCollection<(VendorId Vendor, int? Days, double Fill)> ended, double share)
    {
        _share = share;
        _days = Sorted(ended.Where(one => one.Days is not null).Select(one => (one.Vendor, one.Days!.Value)));
        _fills = Sorted(ended.Select(one => (one.Vendor, one.Fill)));
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

        // Lines that may still bring more have not said yet how long they take, nor how much they bring.
        var brought = lines.Where(of => !open.Contains(of.Key)).Select(of => (of.Value.First.Vendor,
            (int?)(of.Value.Last.DayNumber - of.Value.First.OrderedDay.DayNumber),
            Math.Min(1, (double)of.Value.Units / of.Value.First.OrderedUnits)));
        // What is Received all came, whatever nobody wrote down of it.
        var nothing = orders.Rows.ToArray()
            .Where(row => row.State == PurchaseOrderState.Closed
                && !lines.ContainsKey((row.PurchaseOrder, row.Line)))
            .Select(row => (row.Vendor, (int?)null, 0.0));
        var book = new ArrivalBook([.. brought, .. nothing], share);
        return from row in orders.Rows.ToArray()
               where row.State.IsOpen()
               let came = lines.GetValueOrDefault((row.PurchaseOrder, row.Line)).All
               let judged = book.Judge(row, came, today)
               select (row, row.ExpectedUnits - came, judged.Arrival, judged.Doubt);
    }

    private (Arrival Arrival, ArrivalDoubt Doubt) Judge(PurchaseOrderLine row, long came, DateOnly today)
    {
        var past = Of(_days, row.Vendor);
        var waited = Math.Max(0, today.DayNumber - row.OrderedDay.DayNumber);
        if (past.Length < LeastDeliveries)
        {
            return (default, ArrivalDoubt.FewDeliveries);
        }

        if (DaysAfter(past, waited, _share) is not { } days)
        {
            return (default, ArrivalDoubt.Overdue);
        }

        var units = (long)(FillOf(Of(_fills, row.Vendor), _share) * row.ExpectedUnits) - came;
        var day = Math.Max(row.OrderedDay.DayNumber + days, row.DueDay.DayNumber);
        return units <= 0 ? (default, ArrivalDoubt.BroughtShort)
            : (new(row.Product, row.ShipTo, Instant.Of(DateOnly.FromDayNumber(day + 1)).UnixMinutes, (int)units),
                ArrivalDoubt.None);
    }

    // Of the vendors with enough on record, and under no vendor of all together.
    private static Dictionary<VendorId, T[]> Sorted<T>(IEnumerable<(VendorId Vendor, T Value)> rows)
    {
        (VendorId Vendor, T Value)[] all = [.. rows];
        var sorted = all.GroupBy(one => one.Vendor).Where(of => of.Count() >= LeastDeliveries)
            .ToDictionary(of => of.Key, of => of.Select(one => one.Value).Order().ToArray());
        sorted[default] = [.. all.Select(one => one.Value).Order()];
        return sorted;
    }

    private static T[] Of<T>(Dictionary<VendorId, T[]> past, VendorId vendor) =>
        past.TryGetValue(vendor, out var own) ? own : past[default];

    // The share of those that had not come after so many days, had after this many.
    private static int? DaysAfter(int[] past, int waited, double share)
    {
        var left = past.AsSpan(past.Count(days => days <= waited));
        return left.Length < LeastLeft ? null : left[Math.Max(0, (int)Math.Ceiling(share * left.Length) - 1)];
    }

    private static double FillOf(double[] past, double share) => past[(int)((1 - share) * (past.Length - 1))];
}
