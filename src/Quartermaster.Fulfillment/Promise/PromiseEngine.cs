using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Decides by when a cart can be promised at each speed, from where, and why not sooner.</summary>
/// <remarks>A speed is offered if the cart's earliest delivery is not after the speed's deadline. Cost: per FC with
/// stock one binary search and the options of the next days; nothing is allocated for up to 32 lines × FCs. See
/// README.md in this folder.</remarks>
public sealed class PromiseEngine(PromisePolicy policy) : IRowEngine<PromiseInputs, PromiseRow, PromiseReason>
{
    private const int MostOnStack = 512;

    /// <inheritdoc/>
    public void Decide(PromiseInputs inputs, Span<PromiseRow> decisions, ReasonWriter<PromiseReason>? why)
    {
        for (var cart = 0; cart < inputs.Count; cart++)
        {
            DecideOne(inputs, inputs.Requests.Rows[cart], inputs.LinesOf(cart),
                decisions.Slice(cart * PromiseInputs.SpeedCount, PromiseInputs.SpeedCount), why);
        }
    }

    /// <summary>Decides one cart that need not stand in the inputs: the same answer, without making tables.</summary>
    /// <param name="inputs">Everything but the cart.</param>
    /// <param name="request">Where to, and from when.</param>
    /// <param name="lines">The cart.</param>
    /// <param name="rows">Five rows, overwritten: one per speed, fastest first.</param>
    /// <param name="why">Where the reasons go; null on the hot path.</param>
    public void DecideOne(
        PromiseInputs inputs, in CartRequest request, ReadOnlySpan<CartLine> lines, Span<PromiseRow> rows,
        ReasonWriter<PromiseReason>? why = null)
    {
        var origins = inputs.Routes.Origins.Length;
        if (PromiseChecks.BrokenRule(inputs, request, lines) is not null)
        {
            Refuse(rows, PromiseReason.BadInput, why);
        }
        else if (inputs.Routes.Calendar.DayOf(request.Region, request.Minute) is var day && (day < 0
            || request.Minute >= Instant.Of(inputs.Routes.FirstDay.AddDays(inputs.Routes.Days + 1)).UnixMinutes))
        {
            Refuse(rows, PromiseReason.OutsideWindow, why);
        }
        else
        {
            var cells = lines.Length * origins;
            Span<int> units = cells <= MostOnStack ? stackalloc int[cells] : new int[cells];
            Span<OriginWays> ways = stackalloc OriginWays[origins];
            CartWork.Read(inputs, lines, units);
            Promise(inputs, in request, day, lines, units, ways, rows, why);
        }
    }

    private void Promise(
        PromiseInputs inputs, in CartRequest request, int day, ReadOnlySpan<CartLine> lines, Span<int> units,
        Span<OriginWays> ways, Span<PromiseRow> rows, ReasonWriter<PromiseReason>? why)
    {
        var deadlines = Deadlines.Of(inputs.Routes.Calendar, in request, day, policy);
        var work = new CartWork(
            inputs, request.Region, request.Minute, lines, units, ways, in deadlines, Relaxation.None);
        var earliest = work.Earliest();
        if (earliest > deadlines[4] && earliest != int.MaxValue)
        {
            deadlines[4] = inputs.Routes.Calendar.LastDeliveryBy(
                request.Region, inputs.Routes.Calendar.DayOf(request.Region, earliest));
            work.Extend(in deadlines);
        }

        for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
        {
            var minutes = new Waterfall<PromiseReason>(why);
            if (earliest <= deadlines[speed] && work.Choose(speed) is { IsAny: true } choice)
            {
                if (why is not null)
                {
                    Explain(inputs, in request, in choice, ref minutes);
                }

                minutes.SetTo(deadlines[speed] - request.Minute, PromiseReason.EndOfPromise);
                rows[speed] = RowOf(inputs, speed, deadlines[speed], earliest, (int)minutes.Quantity, in choice);
            }
            else
            {
                rows[speed] = NotOffered(speed);
                if (why is not null)
                {
                    minutes.Remark(BindingReason.Of(inputs, policy, in request, day, lines, units, speed));
                }
            }
        }
    }

    private static void Explain(
        PromiseInputs inputs, in CartRequest request, in Choice choice, ref Waterfall<PromiseReason> minutes)
    {
        ref readonly var option = ref inputs.Routes.Options[choice.Option];
        minutes.SetTo(choice.HandlingMinutes, PromiseReason.Handling);
        minutes.SetTo(minutes.Quantity + option.ProcessingMinutes, PromiseReason.Processing);
        minutes.SetTo(minutes.Quantity + option.MedianMinutes, PromiseReason.Transit);
        minutes.SetTo(minutes.Quantity + option.BufferMinutes, PromiseReason.Buffer);
        minutes.SetTo(option.ArrivalMinute - request.Minute, PromiseReason.Waiting);
        minutes.SetTo(option.DeliveryMinute - request.Minute, PromiseReason.DeliveryHours);
        if (ulong.PopCount(choice.Origins) > 1)
        {
            minutes.Remark(PromiseReason.Split);
        }
    }

    private static PromiseRow RowOf(
        PromiseInputs inputs, int speed, int promised, int earliest, int minutes, in Choice choice) => new(
            (Speed)(speed + 1), minutes, Instant.OfMinutes(promised), Instant.OfMinutes(choice.DeliveryMinute),
            Instant.OfMinutes(earliest), choice.CostMicros, choice.Origins, choice.Option,
            ulong.PopCount(choice.Origins) == 1
                ? inputs.Routes.Origins[(int)ulong.TrailingZeroCount(choice.Origins)] : default)
        {
            Confidence = choice.Confidence,
        };

    private static PromiseRow NotOffered(int speed) => new() { Speed = (Speed)(speed + 1), Option = -1 };

    private static void Refuse(Span<PromiseRow> rows, PromiseReason because, ReasonWriter<PromiseReason>? why)
    {
        for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
        {
            rows[speed] = NotOffered(speed);
            new Waterfall<PromiseReason>(why).Remark(because);
        }
    }
}
