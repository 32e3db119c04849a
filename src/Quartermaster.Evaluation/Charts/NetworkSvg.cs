namespace Quartermaster.Evaluation.Charts;

/// <summary>Draws a network on a map: equirectangular, true to scale at its middle latitude.</summary>
internal static class NetworkSvg
{
    private const double Width = 720;
    private const double Margin = 24;

    internal static string Draw(NetworkMap map)
    {
        if (map.Places.Count == 0)
        {
            return new SvgWriter(Width, 40, map.Title).ToString();
        }

        var (west, east) = (map.Places.Min(p => p.Longitude), map.Places.Max(p => p.Longitude));
        var (south, north) = (map.Places.Min(p => p.Latitude), map.Places.Max(p => p.Latitude));
        var squeeze = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = (Width - (2 * Margin)) / Math.Max(1e-6, (east - west) * squeeze);
        var height = Math.Clamp(((north - south) * scale) + (2 * Margin), 120, 900);
        scale = Math.Min(scale, (height - (2 * Margin)) / Math.Max(1e-6, north - south));
        var svg = new SvgWriter(Width, height, map.Title);
        (double X, double Y) At(MapPlace p) =>
            (Margin + ((p.Longitude - west) * squeeze * scale), Margin + ((north - p.Latitude) * scale));

        var widest = map.Flows.Select(flow => flow.Weight).DefaultIfEmpty(1).Max();
        foreach (var flow in map.Flows.OrderBy(flow => flow.Weight))
        {
            var ((x1, y1), (x2, y2)) = (At(map.Places[flow.From]), At(map.Places[flow.To]));
            svg.FlowLine(x1, y1, x2, y2, 0.3 + (3.2 * Math.Sqrt(flow.Weight / Math.Max(1e-12, widest))), "flow");
        }

        var heaviest = map.Places.GroupBy(p => p.Kind).ToDictionary(g => g.Key, g => Math.Max(1e-12,
            g.Max(p => p.Weight)));
        foreach (var place in map.Places.OrderBy(place => place.Kind == MapPlaceKind.Fulfillment))
        {
            var (x, y) = At(place);
            var share = Math.Sqrt(place.Weight / heaviest[place.Kind]);
            var hover = $"{place.Name}: {place.Weight:#,0}";
            var (radius, style) = place.Kind switch
            {
                MapPlaceKind.Fulfillment => (5 + (7 * share), "place fc"),
                MapPlaceKind.Transit => (2.5, "place transit"),
                _ => (1.2 + (6 * share), "place region"),
            };
            svg.Circle(x, y, radius, style, hover);
            if (place.Kind == MapPlaceKind.Fulfillment)
            {
                svg.Text(x, y - 13, place.Name, "name", "middle");
            }
        }

        return svg.ToString();
    }
}
