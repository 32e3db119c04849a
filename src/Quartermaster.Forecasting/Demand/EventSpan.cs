using Quartermaster.Domain.Tables;

namespace Quartermaster.Forecasting.Demand;

/// <summary>An event on the days of a history and its horizon.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Name">The number of what it is called; 0 for nothing.</param>
/// <param name="First">The first day, counted from the first day of history.</param>
/// <param name="Last">The last day, counted likewise.</param>
/// <param name="Strength">Expected demand as a multiple of usual; 0 if not known.</param>
internal readonly record struct EventSpan(EventKind Kind, int Name, int First, int Last, double Strength)
{
    /// <summary>What is planned, with days counted from some day; they may be any.</summary>
    internal static EventSpan Of(in PlannedEvent planned, DateOnly from) => new(
        planned.Kind, planned.Name.Value, planned.FirstDay.DayNumber - from.DayNumber,
        planned.LastDay.DayNumber - from.DayNumber,
        double.IsFinite(planned.Strength) && planned.Strength > 0 ? Math.Clamp(planned.Strength, 0.02, 50) : 0);

    /// <summary>Whether its strength is known.</summary>
    internal bool IsStated => Strength > 0;

    /// <summary>The place of its effect among those that <see cref="EffectFit"/> finds.</summary>
    internal int Effect => (IsStated ? EffectFit.Kinds : 0) + (int)Kind;

    /// <summary>Whether it happens at all and is of a kind that is known.</summary>
    internal bool IsSound => First <= Last && (int)Kind is >= 1 and <= EffectFit.Kinds;
}
