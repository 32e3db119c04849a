using Quartermaster.Domain.Tables;

namespace Quartermaster.Forecasting.Demand;

/// <summary>An event on the days of a history and its horizon.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="First">The first day, counted from the first day of history.</param>
/// <param name="Last">The last day, counted likewise.</param>
/// <param name="Strength">Expected demand as a multiple of usual; 0 if not known.</param>
internal readonly record struct EventSpan(EventKind Kind, int First, int Last, double Strength);
