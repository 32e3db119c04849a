using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Finds what keeps a speed from being offered, by deciding again with one cause left out.</summary>
internal static class BindingReason
{
    /// <summary>The first single cause without which the speed would be offered; else the first of several.</summary>
    internal static PromiseReason Of(
        PromiseInputs inputs, PromisePolicy policy, in CartRequest request, int day, ReadOnlySpan<CartLine> lines,
        Span<int> units, int speed)
    {
        // Full departures are what may be missing.
        inputs = ReferenceEquals(inputs.Routes, inputs.Routes.Whole) ? inputs
            : inputs with { Routes = inputs.Routes.Whole };
        var deadlines = Deadlines.Of(inputs.Routes.Calendar, in request, day, policy);
        var deadline = speed == PromiseInputs.SpeedCount - 1 ? int.MaxValue - 1 : deadlines[speed];
        var region = request.Region;
        var dayStart = inputs.Routes.Calendar.StartOf(request.Region, day);
        const Relaxation rooms = Relaxation.Slots | Relaxation.Lanes;
        const Relaxation all = rooms | Relaxation.Stock | Relaxation.Handling;

        // What all causes left out do not help, none of them does: asked first, because most are answered by it.
        if (!IsInTime(request.Minute, all, lines, units))
        {
            return speed > 0 && IsInTime(dayStart, all, lines, units) ? PromiseReason.PastCutoff : PromiseReason.NoLane;
        }

        // Slots before stock: the goods are where they should be, though more of them elsewhere would help, too.
        if (IsInTime(request.Minute, rooms, lines, units))
        {
            return inputs.Slots is not null && IsInTime(request.Minute, Relaxation.Slots, lines, units)
                    ? PromiseReason.NoSlot
                : inputs.Rooms is not null && IsInTime(request.Minute, Relaxation.Lanes, lines, units)
                    ? PromiseReason.LaneFull
                : PromiseReason.NoSlot;
        }

        return IsInTime(request.Minute, Relaxation.Stock, lines, units) ? PromiseReason.OutOfStock
            : IsInTime(request.Minute, Relaxation.Handling, lines, units) ? PromiseReason.SlowHandling
            : speed > 0 && IsInTime(dayStart, Relaxation.None, lines, units) ? PromiseReason.PastCutoff
            : PromiseReason.OutOfStock;

        bool IsInTime(int minute, Relaxation relaxed, ReadOnlySpan<CartLine> cart, Span<int> free)
        {
            return new CartWork(inputs, region, minute, cart, free, [], in deadlines, relaxed).IsBy(deadline);
        }
    }
}
