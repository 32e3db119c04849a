using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>What each of several orders that are planned as one gets of the plan, and which of them share a parcel.
/// </summary>
internal static class MemberShares
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    /// <summary>Divides a plan among the orders that it is for: each in turn takes its units FC by FC.</summary>
    /// <param name="whole">The orders as one.</param>
    /// <param name="rows">The plan.</param>
    internal static OpenOrder[]? Divide(OpenOrder whole, ShipmentRow[] rows)
    {
        if (whole.Parts is null)
        {
            return null;
        }

        var left = Array.ConvertAll(rows, row => row.Units);
        return Array.ConvertAll(whole.Parts, part => part with { Rows = Take(whole, rows, left, part.Lines) });
    }

    /// <summary>The orders, those together that have a parcel in common, directly or through others: they are packed
    /// alike, and have one parcel each before another one splits them. Who shares none stands alone.</summary>
    internal static IEnumerable<OpenOrder[]> UnitsOf(OpenOrder order, RouteTable routes)
    {
        if (order.Parts is not { } parts)
        {
            return order.Members.Length == 0 ? [] : [[order]];
        }

        var origins = Array.ConvertAll(parts, part => part.Origins(routes));
        var units = Enumerable.Range(0, parts.Length).ToArray();
        for (var part = 1; part < parts.Length; part++)
        {
            for (var earlier = 0; earlier < part; earlier++)
            {
                if ((origins[part] & origins[earlier]) != 0 && units[part] != units[earlier])
                {
                    var (to, from) = (Math.Min(units[part], units[earlier]), Math.Max(units[part], units[earlier]));
                    units = Array.ConvertAll(units, unit => unit == from ? to : unit);
                }
            }
        }

        return parts.Index().GroupBy(part => units[part.Index], part => part.Item).Select(unit => unit.ToArray());
    }

    private static ShipmentRow[] Take(OpenOrder whole, ShipmentRow[] rows, int[] left, CartLine[] lines)
    {
        var own = new ShipmentRow[lines.Length * Most];
        for (var line = 0; line < lines.Length; line++)
        {
            var (wanted, to) = (lines[line], line * Most);
            var from = Array.FindIndex(whole.Lines, its => its.Product == wanted.Product) * Most;
            for (var (row, lacks) = (from, wanted.Units); row < from + Most && lacks > 0; row++)
            {
                var units = Math.Min(lacks, left[row]);
                if (units > 0)
                {
                    (left[row], lacks) = (left[row] - units, lacks - units);
                    own[to++] = rows[row] with { Units = units };
                }
            }
        }

        return own;
    }
}
