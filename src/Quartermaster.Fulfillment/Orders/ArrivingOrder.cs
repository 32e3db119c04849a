using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Orders that may wait for goods on their way to FCs.</summary>
/// <remarks>An order that can be shipped in time from what is there is shipped from that. Only where lines cannot are
/// there more looks, each as if the order were placed in a minute in which something arrives, until all lines ship;
/// else the look that ships most lines counts, the first of equals. So what arrives never makes an order dearer that
/// did without it, and none later than its promise. There are two kinds: while the FCs together still lack units of a
/// line, at the first arrivals of lines that do not ship at once; from when they have all units on, at whatever arrives
/// of the order, for only then can all of it ship, and more of what would ship anyway may then be what comes in time
/// with the rest. The second are the only looks of an order that must ship whole, so it ships just where one that need
/// not would ship whole.</remarks>
internal static class ArrivingOrder
{
    // Where all units are there, the first look is almost always the last.
    private const int MostOfAll = 4 * ArrivingGoods.MostLooks;

    private const int MostOnStack = 512;
    private const int MostRowsOnStack = 64;

    /// <summary>Decides an order.</summary>
    /// <param name="arrivals">What arrives.</param>
    /// <param name="now">The look at what is there.</param>
    /// <param name="rows">Overwritten.</param>
    /// <param name="why">Where the reasons go; null for none.</param>
    internal static void Decide(
        ArrivingGoods arrivals, in OrderLook now, Span<ShipmentRow> rows, ReasonWriter<OrderReason>? why)
    {
        OrderDecision.Decide(in now, rows, null);
        var best = new Best { Lines = LinesOf(rows), Start = now.Request.Minute };
        var units = now.Free.Length <= MostOnStack ? stackalloc int[now.Free.Length] : new int[now.Free.Length];
        var trial = rows.Length <= MostRowsOnStack ? stackalloc ShipmentRow[rows.Length] : new ShipmentRow[rows.Length];
        if (best.Lines < now.Lines.Length)
        {
            var before = arrivals.BeforeAll(now.Lines, now.Here, now.Inputs.Routes.Origins, now.Request.Minute);
            if (now.Request.Fill == FillRule.Available)
            {
                Look(in now, Awaited(in now, rows), (now.Request.Minute, before), ArrivingGoods.MostLooks, units, trial,
                    rows, ref best);
            }

            Look(in now, now.Lines, (before, int.MaxValue), MostOfAll, units, trial, rows, ref best);
        }

        if (why is not null)
        {
            Explain(in now, best.Start, units, rows, why);
        }
    }

    // At the first minutes after one, and not after another, in which something arrives of some lines.
    private static void Look(
        in OrderLook now, ReadOnlySpan<CartLine> awaited, (int After, int Last) minutes, int most, Span<int> units,
        Span<ShipmentRow> trial, Span<ShipmentRow> rows, ref Best best)
    {
        var arrivals = now.Inputs.Arrivals!;
        var last = Math.Min(minutes.Last, now.Request.DeadlineMinute);
        var minute = arrivals.NextAfter(awaited, minutes.After);
        for (var look = 0; look < most && minute <= last && best.Lines < now.Lines.Length; look++)
        {
            OrderDecision.Decide(At(in now, minute, units), trial, null);
            if (LinesOf(trial) is var shipped && shipped > best.Lines)
            {
                best = new() { Lines = shipped, Start = minute };
                trial.CopyTo(rows);
            }

            minute = arrivals.NextAfter(awaited, minute);
        }
    }

    private static CartLine[] Awaited(in OrderLook now, ReadOnlySpan<ShipmentRow> rows)
    {
        var left = new List<CartLine>();
        for (var line = 0; line < now.Lines.Length; line++)
        {
            if (rows[line * OrderInputs.FacilitiesPerLine].Units == 0)
            {
                left.Add(now.Lines[line]);
            }
        }

        return [.. left];
    }

    private static void Explain(
        in OrderLook now, int start, Span<int> units, Span<ShipmentRow> rows, ReasonWriter<OrderReason> why)
    {
        if (start > now.Request.Minute)
        {
            OrderDecision.Decide(At(in now, start, units), rows, why);
            return;
        }

        // The first look has left out lines that nobody has in time.
        OrderDecision.Stock(now.Free, now.Stocked);
        OrderDecision.Decide(in now, rows, why);
    }

    private static OrderLook At(in OrderLook now, int minute, Span<int> units)
    {
        now.Here.CopyTo(units);
        var origins = now.Inputs.Routes.Origins;
        for (var line = 0; line < now.Lines.Length; line++)
        {
            now.Inputs.Arrivals!.AddTo(now.Lines[line].Product, origins, now.Request.Minute, minute,
                units.Slice(line * origins.Length, origins.Length));
        }

        OrderDecision.Stock(units, now.Stocked);
        return new()
        {
            Rule = now.Rule, Policy = now.Policy, Inputs = now.Inputs,
            Request = now.Request with { At = Instant.OfMinutes(minute) }, Lines = now.Lines, Here = now.Here,
            Free = units, Stocked = now.Stocked,
        };
    }

    // A line is shipped whole or not at all, and what is shipped of it stands on its first row.
    private static int LinesOf(ReadOnlySpan<ShipmentRow> rows)
    {
        var lines = 0;
        for (var row = 0; row < rows.Length; row += OrderInputs.FacilitiesPerLine)
        {
            lines += rows[row].Units > 0 ? 1 : 0;
        }

        return lines;
    }

    // The first look with most lines that ship, and its minute.
    private struct Best
    {
        internal int Lines;
        internal int Start;
    }
}
