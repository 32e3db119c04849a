namespace Quartermaster.Domain.Routes;

/// <summary>One window of deliveries on one day of a region.</summary>
/// <param name="FromMinute">When it begins, minutes since 1970.</param>
/// <param name="UntilMinute">When it ends, minutes since 1970.</param>
/// <param name="Parcels">The most parcels that are delivered in it; null for no limit.</param>
public readonly record struct WindowHours(int FromMinute, int UntilMinute, int? Parcels)
{
    /// <summary>When the first of some windows begins and the last one ends; 0 and 0 for none.</summary>
    public static (int From, int Until) Around(ReadOnlySpan<WindowHours> windows)
    {
        var (from, until) = (0, 0);
        foreach (ref readonly var window in windows)
        {
            from = until == 0 ? window.FromMinute : Math.Min(from, window.FromMinute);
            until = Math.Max(until, window.UntilMinute);
        }

        return (from, until);
    }
}
