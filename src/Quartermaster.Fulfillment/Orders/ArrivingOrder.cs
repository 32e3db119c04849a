using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Orders that may wait for goods on their way to FCs.</summary>
/// <remarks>An order that can be shipped in time from what is there is shipped from that. Only where lines cannot is
/// there one more look for each of the next arrivals, as if the order were placed in that minute, until all lines ship;
/// else the look that ships most lines counts, the first of equals. So what arrives never makes an order dearer that
/// did without it, and none later than its promise.</remarks>
internal static class ArrivingOrder
{
    // At minutes in which only more of what ships anyway arrives: they may be when the rest does, too, when a cut-off
    // has passed for the first of it. They do not use up the looks at what is waited for.
    private const int MostMinutes = 4 * ArrivingGoods.MostLooks;

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
        var (most, start, minute) = (LinesOf(rows), now.Request.Minute, now.Request.Minute);
        var units = now.Free.Length <= MostOnStack ? stackalloc int[now.Free.Length] : new int[now.Free.Length];
        var trial = rows.Length <= MostRowsOnStack ? stackalloc ShipmentRow[rows.Length] : new ShipmentRow[rows.Length];
        CartLine[] awaited = most < now.Lines.Length ? Awaited(in now, rows) : [];
        minute = now.Request.Fill == FillRule.Available ? minute
            : arrivals.BeforeAll(now.Lines, now.Here, now.Inputs.Routes.Origins, minute);
        for (var (count, all) = (0, 0);
            count < ArrivingGoods.MostLooks && all < MostMinutes && most < now.Lines.Length; all++)
        {
            minute = arrivals.NextAfter(now.Lines, minute);
            if (minute > now.Request.DeadlineMinute)
            {
                break;
            }

            count += arrivals.NextAfter(awaited, minute - 1) == minute ? 1 : 0;
            OrderDecision.Decide(At(in now, minute, units), trial, null);
            if (LinesOf(trial) is var shipped && shipped > most)
            {
                (most, start) = (shipped, minute);
                trial.CopyTo(rows);
            }
        }

        if (why is not null)
        {
            Explain(in now, start, units, rows, why);
        }
    }

    // Of an order that need not ship whole, only what does not ship is waited for.
    private static CartLine[] Awaited(in OrderLook now, ReadOnlySpan<ShipmentRow> rows)
    {
        if (now.Request.Fill != FillRule.Available)
        {
            return now.Lines.ToArray();
        }

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
}
