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
        else if (inputs.Routes.Calendar.DayOf(request.Region, request.Minute) is var day
            && (day < 0 || request.Minute >= EndOf(inputs.Routes)))
        {
            Refuse(rows, PromiseReason.OutsideWindow, why);
        }
        else
        {
            var cells = lines.Length * origins;
            Span<int> units = cells <= MostOnStack ? stackalloc int[cells] : new int[cells];
            Span<OriginWays> ways = stackalloc OriginWays[origins];
            CartWork.Read(inputs, lines, units);
            var pass = new PromisePass
            {
                Inputs = inputs, Policy = policy, Request = request, Day = day, Lines = lines, Here = units,
                Units = units, Ways = ways, StartMinute = request.Minute,
            };
            if (inputs.Arrivals is { } arrivals && arrivals.AnyOf(lines))
            {
                ArrivingPromise.Decide(arrivals, in pass, rows, why);
            }
            else
            {
                pass.Promise(rows, why);
            }
        }
    }

    // Nothing leaves after it, in zones behind UTC either.
    private static int EndOf(RouteTable routes) => Instant.Of(routes.FirstDay.AddDays(routes.Days + 1)).UnixMinutes;

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
