using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>A way to a region found from one departure day of one FC; its option counts departures from 0.</summary>
internal readonly record struct FoundRoute(int Region, RouteOption Option);

/// <summary>What leaves an FC on one local day: found once, kept while the window moves.</summary>
/// <param name="Departures">The departures.</param>
/// <param name="Found">The ways, by region.</param>
internal sealed record DayRoutes(RouteDeparture[] Departures, FoundRoute[] Found);
