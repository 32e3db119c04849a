namespace Quartermaster.Domain.Routes;

/// <summary>A departure that a way takes between facilities.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="DepartureMinute">When it leaves, minutes since 1970.</param>
/// <param name="Before">The leg before it, by its place among the legs of its day; −1 for the first one.</param>
public readonly record struct RouteLeg(LaneId Lane, int DepartureMinute, int Before);
