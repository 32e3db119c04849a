using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>One look at a cart: what each speed can be promised with the units of a moment, by ways that leave from
/// then on.</summary>
internal readonly ref struct PromisePass
{
    internal required PromiseInputs Inputs { get; init; }

    internal required PromisePolicy Policy { get; init; }

    internal required CartRequest Request { get; init; }

    /// <summary>The local day of the request, from which speeds count.</summary>
    internal required int Day { get; init; }

    internal required ReadOnlySpan<CartLine> Lines { get; init; }

    /// <summary>Units that are there now, for each line × FC.</summary>
    internal required Span<int> Here { get; init; }

    /// <summary>Units that are there when the order can be made up.</summary>
    internal required Span<int> Units { get; init; }

    internal required Span<OriginWays> Ways { get; init; }

    /// <summary>From when the order can be made up: the request's minute, or that in which goods arrive.</summary>
    internal required int StartMinute { get; init; }

    /// <summary>Promises every speed.</summary>
    /// <param name="rows">One per speed, overwritten.</param>
    /// <param name="why">Where the reasons go, row by row; null for none.</param>
    internal void Promise(Span<PromiseRow> rows, ReasonWriter<PromiseReason>? why)
    {
        for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
        {
            rows[speed] = default;
        }

        Promise(rows, why, 0, PromiseInputs.SpeedCount);
    }

    /// <summary>Promises some speeds.</summary>
    /// <param name="rows">One per speed; those of the speeds are overwritten.</param>
    /// <param name="why">Where the reasons go, row by row; null for none.</param>
    /// <param name="first">The first speed.</param>
    /// <param name="end">The one after the last.</param>
    internal void Promise(Span<PromiseRow> rows, ReasonWriter<PromiseReason>? why, int first, int end)
    {
        var deadlines = Deadlines.Of(Inputs.Routes.Calendar, Request, Day, Policy);
        var work = new CartWork(
            Inputs, Request.Region, StartMinute, Lines, Units, Ways, in deadlines, Relaxation.None);
        var earliest = work.Earliest();
        if (earliest > deadlines[4] && earliest != int.MaxValue)
        {
            deadlines[4] = Inputs.Routes.Calendar.LastDeliveryBy(
                Request.Region, Inputs.Routes.Calendar.DayOf(Request.Region, earliest));
            work.Extend(in deadlines);
        }

        for (var speed = first; speed < end; speed++)
        {
            var minutes = new Waterfall<PromiseReason>(why);
            if (earliest <= deadlines[speed] && work.Choose(speed) is { IsAny: true } choice)
            {
                if (why is not null)
                {
                    Explain(in choice, ref minutes);
                }

                minutes.SetTo(deadlines[speed] - Request.Minute, PromiseReason.EndOfPromise);
                rows[speed] = RowOf(speed, deadlines[speed], earliest, (int)minutes.Quantity, in choice);
            }
            else
            {
                rows[speed] = new() { Speed = (Speed)(speed + 1), Option = -1 };
                if (why is not null)
                {
                    minutes.Remark(BindingReason.Of(Inputs, Policy, Request, Day, Lines, Units, speed));
                }
            }
        }
    }

    private void Explain(in Choice choice, ref Waterfall<PromiseReason> minutes)
    {
        ref readonly var option = ref Inputs.Routes.Options[choice.Option];
        if (StartMinute > Request.Minute)
        {
            minutes.SetTo(StartMinute - Request.Minute, PromiseReason.Arriving);
        }

        minutes.SetTo(minutes.Quantity + choice.HandlingMinutes, PromiseReason.Handling);
        minutes.SetTo(minutes.Quantity + option.ProcessingMinutes, PromiseReason.Processing);
        minutes.SetTo(minutes.Quantity + option.MedianMinutes, PromiseReason.Transit);
        minutes.SetTo(minutes.Quantity + option.BufferMinutes, PromiseReason.Buffer);
        minutes.SetTo(option.ArrivalMinute - Request.Minute, PromiseReason.Waiting);
        minutes.SetTo(option.DeliveryMinute - Request.Minute, PromiseReason.DeliveryHours);
        if (ulong.PopCount(choice.Origins) > 1)
        {
            minutes.Remark(PromiseReason.Split);
        }
    }

    private PromiseRow RowOf(int speed, int promised, int earliest, int minutes, in Choice choice) => new(
        (Speed)(speed + 1), minutes, Instant.OfMinutes(promised), Instant.OfMinutes(choice.DeliveryMinute),
        Instant.OfMinutes(earliest), choice.CostMicros, choice.Origins, choice.Option,
        ulong.PopCount(choice.Origins) == 1
            ? Inputs.Routes.Origins[(int)ulong.TrailingZeroCount(choice.Origins)] : default)
        {
            Confidence = choice.Confidence * ArrivalConfidence(choice.Origins),
        };

    // Each line that its FCs do not have yet depends on goods that may be late.
    private float ArrivalConfidence(ulong origins)
    {
        var confidence = 1f;
        for (var line = 0; line < Lines.Length && StartMinute > Request.Minute; line++)
        {
            confidence *= IsHere(line, origins) ? 1 : Inputs.Arrivals!.Confidence;
        }

        return confidence;
    }

    private bool IsHere(int line, ulong origins)
    {
        for (var left = origins; left != 0; left &= left - 1)
        {
            var origin = (int)ulong.TrailingZeroCount(left);
            if (Here[(line * Ways.Length) + origin] >= Lines[line].Units)
            {
                return true;
            }
        }

        return false;
    }
}
