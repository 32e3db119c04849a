namespace Quartermaster.Fulfillment.Routes;

/// <summary>What leaves an FC on one local day: found once, kept while the window moves.</summary>
/// <param name="Labels">Where its departures lead.</param>
/// <param name="Ways">The ways to regions.</param>
internal sealed record DayRoutes(DayLabels Labels, FoundWays Ways);

/// <summary>A way to a region.</summary>
/// <param name="Label">The label that it extends: an index into <see cref="DayLabels.Labels"/>.</param>
/// <param name="Lane">Its last lane.</param>
/// <param name="DeliveryMinute">When the customer has it.</param>
internal readonly record struct FoundWay(int Label, int Lane, int DeliveryMinute);
