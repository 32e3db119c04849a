using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Promises of carts that may wait for goods on their way to FCs.</summary>
/// <remarks>Whatever can be promised from what is there is promised from that. Where goods that arrive make a speed
/// possible, or the last one sooner, the order is made up when they have: one more look at the cart for each of the
/// next arrivals, as if it were placed in that minute, with the days of its speeds as they were. So what arrives never
/// makes a promise later or less sure than it was. Before there are units of every line no look is worth while: where a
/// line has too few, the looks begin when enough of it has come, whatever else comes before.</remarks>
internal static class ArrivingPromise
{
    private const int MostOnStack = 512;

    /// <summary>Decides a cart.</summary>
    /// <param name="arrivals">What arrives.</param>
    /// <param name="now">The look at what is there.</param>
    /// <param name="rows">One per speed, overwritten.</param>
    /// <param name="why">Where the reasons go; null for none.</param>
    internal static void Decide(
        ArrivingGoods arrivals, in PromisePass now, Span<PromiseRow> rows, ReasonWriter<PromiseReason>? why)
    {
        now.Promise(rows, null);
        Span<int> starts = stackalloc int[PromiseInputs.SpeedCount];
        starts.Fill(now.StartMinute);
        var units = now.Units.Length <= MostOnStack ? stackalloc int[now.Units.Length] : new int[now.Units.Length];
        Span<PromiseRow> trial = stackalloc PromiseRow[PromiseInputs.SpeedCount];
        var minute = arrivals.BeforeAll(now.Lines, now.Here, now.Inputs.Routes.Origins, now.Request.Minute);
        for (var count = 0; count < ArrivingGoods.MostLooks && !AreBest(in now, rows); count++)
        {
            minute = arrivals.NextAfter(now.Lines, minute);
            if (minute == int.MaxValue)
            {
                break;
            }

            At(in now, minute, units).Promise(trial, null);
            for (var speed = 0; speed < rows.Length; speed++)
            {
                if (trial[speed].IsOffered
                    && (!rows[speed].IsOffered || trial[speed].Promised < rows[speed].Promised))
                {
                    (rows[speed], starts[speed]) = (trial[speed], minute);
                }
            }
        }

        for (var speed = 0; speed < rows.Length && why is not null; speed++)
        {
            (starts[speed] == now.StartMinute ? now : At(in now, starts[speed], units))
                .Promise(rows, why, speed, speed + 1);
        }
    }

    // Nothing that arrives later can be better.
    private static bool AreBest(in PromisePass now, ReadOnlySpan<PromiseRow> rows)
    {
        var deadlines = Deadlines.Of(now.Inputs.Routes.Calendar, now.Request, now.Day, now.Policy);
        var areBest = true;
        for (var speed = 0; speed < rows.Length; speed++)
        {
            areBest &= rows[speed].IsOffered && rows[speed].Promised.UnixMinutes <= deadlines[speed];
        }

        return areBest;
    }

    private static PromisePass At(in PromisePass now, int minute, Span<int> units)
    {
        now.Here.CopyTo(units);
        var origins = now.Inputs.Routes.Origins;
        for (var line = 0; line < now.Lines.Length; line++)
        {
            now.Inputs.Arrivals!.AddTo(now.Lines[line].Product, origins, now.Request.Minute, minute,
                units.Slice(line * origins.Length, origins.Length));
        }

        return new()
        {
            Inputs = now.Inputs, Policy = now.Policy, Request = now.Request, Day = now.Day, Lines = now.Lines,
            Here = now.Here, Units = units, Ways = now.Ways, StartMinute = minute,
        };
    }
}
