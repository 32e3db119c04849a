using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Numerics;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.PriceLoop;

namespace Quartermaster.Evaluation.Reports;

/// <summary>The parts of a report that show a plan: the network, forecast fans, prices of room.</summary>
public static class PlanSection
{
    private const int HistoryWeeks = 26;
    private const int DaysPerWeek = 7;

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

    /// <summary>The forecast of one product by week, with the history before it and what came after.</summary>
    /// <param name="book">The history.</param>
    /// <param name="forecast">The forecast as of its end.</param>
    /// <param name="row">The product's row in both.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="wanted">Units wanted in the weeks after; may be empty.</param>
    public static FanChart FanOf(
        DemandBook book, DemandForecast forecast, int row, string name, IReadOnlyList<double> wanted)
    {
        var weeks = Math.Min(HistoryWeeks, book.Days / DaysPerWeek);
        var first = book.Days - (weeks * DaysPerWeek);
        return new(
            name,
            "Units a week. The line is what was sold; the darker band holds half of what may come, the lighter one 9 "
                + "in 10." + (wanted.Count == 0 ? "" : " Dots: what the customers of the first simulated world wanted, "
                + "also those who left because it was out of stock or the promise too slow; no policy saw them."),
            book.FirstDay.AddDays(first), DaysPerWeek,
            [.. Enumerable.Range(0, weeks).Select(week => Sold(first + (week * DaysPerWeek)))],
            [Band("9 in 10", 0.05, 0.95), Band("5 in 10", 0.25, 0.75)],
            At(0.5), wanted, "units a week");

        double Sold(int day) =>
            Enumerable.Range(day, DaysPerWeek).Sum(one => (double)book.Sales(row, one));

        FanBand Band(string label, double low, double high) => new(label, At(low), At(high));

        double[] At(double probability) =>
            [.. Enumerable.Range(0, DemandForecast.Weeks).Select(week =>
                Quantiles.At(DemandForecast.Levels, forecast.Week(row, week), probability))];
    }

    /// <summary>What room and receiving cost where they bind, and what is used of them; null where nothing binds.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="today">The day it is made on.</param>
    /// <param name="nameOf">What facilities are called.</param>
    /// <param name="currency">What prices are in.</param>
    public static ReportTable? PricesOf(
        DayPlan plan, DateOnly today, Func<FacilityId, string> nameOf, string currency)
    {
        // By the day, in the unit that the capacity table has.
        var uses = BrokenLimits.Binding(plan, today);
        return uses.Count == 0 ? null : new("What binds today",
            [
                "center", "resource", $"price, {currency} per m³ and day or per unit", "limit", "spoken for",
                "placed today", "beyond the limit",
            ],
            [.. uses.Select(use => (IReadOnlyList<string>)
                [
                    nameOf(use.Facility),
                    use.Resource == Resource.Storage
                        ? $"{ReasonCharts.Words(use.StorageClass.ToString())} room, m³"
                        : "receiving, units a day" + Written(use.Day, use.LastDay),
                    use.Price.ToString("0.####", CultureInfo.InvariantCulture),
                    LimitWords.Amount(use.Resource, use.Limit), LimitWords.Amount(use.Resource, use.SpokenFor),
                    LimitWords.Amount(use.Resource, use.Placed),
                    LimitWords.Amount(use.Resource, use.Beyond),
                ])]);
    }

    // ", 3 Mar", or ", 3 Mar to 5 Mar".
    private static string Written(DateOnly from, DateOnly to)
    {
        var (first, last) = (from.ToString("d MMM", CultureInfo.InvariantCulture),
            to.ToString("d MMM", CultureInfo.InvariantCulture));
        return first == last ? $", {first}" : $", {first} to {last}";
    }
}

/// <summary>Names and places for maps.</summary>
/// <param name="Centers">The fulfillment centers, in the order of the facts.</param>
/// <param name="Regions">The regions, by identifier from 1.</param>
public sealed record MapPlaces(IReadOnlyList<CenterPlace> Centers, IReadOnlyList<MapPlace> Regions);

/// <summary>A center on the map.</summary>
/// <param name="Facility">Which.</param>
/// <param name="Map">Where, and its name.</param>
public sealed record CenterPlace(FacilityId Facility, MapPlace Map);
