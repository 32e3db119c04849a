using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.App.Orders;

/// <summary>Writes instants in the local time of regions, for people or for machines.</summary>
internal sealed class RegionClocks(OpenedWorkspace opened, bool isJson)
{
    private readonly Dictionary<RegionId, ZoneId> _zones =
        opened.Network.Regions.Rows.ToArray().ToDictionary(region => region.Id, region => region.Zone);

    private readonly Dictionary<ZoneId, LocalClock> _clocks = [];

    internal string Write(RegionId region, Instant at)
    {
        var zone = _zones.GetValueOrDefault(region);
        if (!_clocks.TryGetValue(zone, out var clock))
        {
            clock = _clocks[zone] = new(opened.Facts.Catalog.CodeOf(zone));
        }

        return isJson ? clock.WriteIso(at) : clock.Write(at);
    }
}
