using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Numerics;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Reports;

/// <summary>The parts of a report that show a plan: the network, forecast fans, prices of room.</summary>
public static class PlanSection
{
    private const int HistoryDays = 84;

    /// <summary>The network on a map: centers by what is sent to them, regions by people, lines from each region to the
    /// center that is the cheapest to serve it from.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="places">Names and places of facilities and regions.</param>
    /// <param name="bestCenter">For each region by identifier: the column of its cheapest center; −1 for none.</param>
    public static NetworkMap MapOf(DayPlan plan, MapPlaces places, IReadOnlyList<int> bestCenter)
    {
        var sent = plan.Lines.Rows.ToArray().GroupBy(line => line.ShipTo)
            .ToDictionary(group => group.Key, group => group.Sum(line => (double)line.Units));
        var all = places.Centers
            .Select(place => place.Map with { Weight = sent.GetValueOrDefault(place.Facility) })
            .Concat(places.Regions).ToArray();
        var flows = from region in Enumerable.Range(0, places.Regions.Count)
                    let center = bestCenter[region + 1]
                    where center >= 0
                    select new MapFlow(center, places.Centers.Count + region, places.Regions[region].Weight);
        return new("Network",
            "Centers sized by the units that today's plan sends there, regions by people. Each region is joined to the "
                + "center that serves it at the lowest cost; wider lines carry more people.",
            all, [.. flows]);
    }

    /// <summary>The forecast of one product with the history before it.</summary>
    public static FanChart FanOf(DemandBook book, DemandForecast forecast, int row, string name)
    {
        var first = Math.Max(0, book.Days - HistoryDays);
        return new(
            name,
            "Units a day. The darker band holds half of what may come, the lighter one 9 in 10.",
            book.FirstDay.AddDays(first), 1,
            [.. Enumerable.Range(first, book.Days - first).Select(day => (double)book.Sales(row, day))],
            [Band("9 in 10", 0.05, 0.95), Band("5 in 10", 0.25, 0.75)],
            At(0.5), [], "units a day");

        FanBand Band(string label, double low, double high) => new(label, At(low), At(high));

        double[] At(double probability) =>
            [.. Enumerable.Range(0, DemandForecast.DailyDays).Select(day =>
                Quantiles.At(DemandForecast.Levels, forecast.Day(row, day), probability))];
    }

    /// <summary>What room and receiving cost where they bind; null where nothing does.</summary>
    public static ReportTable? PricesOf(DayPlan plan, Func<FacilityId, string> nameOf)
    {
        var rows = new List<IReadOnlyList<string>>();
        for (var i = 0; i < plan.Board.Count; i++)
        {
            var (resource, price) = (plan.Board.Resources.Rows[i], plan.Board.Prices.Rows[i]);
            if (price > 0)
            {
                var kind = resource.StorageClass == default ? "" : $" {resource.StorageClass}";
                rows.Add([nameOf(resource.Facility), resource.Resource + kind,
                    price.ToString("0.0000", CultureInfo.InvariantCulture),
                    Used(plan, i)]);
            }
        }

        return rows.Count == 0 ? null
            : new("Prices of room that bind today", ["center", "resource", "price", "used by this plan"], rows);
    }

    private static string Used(DayPlan plan, int resource) =>
        plan.Coordination is null ? "" : plan.Coordination.Usage.Rows[resource].ToString("#,0",
            CultureInfo.InvariantCulture);
}

/// <summary>Names and places for maps.</summary>
/// <param name="Centers">The fulfillment centers, in the order of the facts.</param>
/// <param name="Regions">The regions, by identifier from 1.</param>
public sealed record MapPlaces(IReadOnlyList<CenterPlace> Centers, IReadOnlyList<MapPlace> Regions);

/// <summary>A center on the map.</summary>
/// <param name="Facility">Which.</param>
/// <param name="Map">Where, and its name.</param>
public sealed record CenterPlace(FacilityId Facility, MapPlace Map);
