using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Evaluation.Simulation;

namespace Quartermaster.Evaluation.Reports;

/// <summary>What room and receiving cost in a simulated run, center by week.</summary>
/// <param name="diary">The prices by day.</param>
/// <param name="firstDay">The first day of the first week.</param>
/// <param name="weeks">How many weeks.</param>
/// <param name="currency">What prices are in.</param>
public sealed class PriceWeeks(PriceDiary diary, DateOnly firstDay, int weeks, string currency)
{
    /// <summary>The heat map of a resource: a row for each center, and where its kinds of room bind, for each of these.
    /// </summary>
    /// <param name="resource">Storage or inbound.</param>
    /// <param name="centers">The centers, in the order of the rows.</param>
    /// <param name="nameOf">What a center is called.</param>
    public HeatChart HeatOf(Resource resource, IReadOnlyList<FacilityId> centers, Func<FacilityId, string> nameOf)
    {
        var bound = diary.Prices.Where(price => price.Resource == resource)
            .GroupBy(price => (price.Facility, price.StorageClass))
            .ToDictionary(group => group.Key, group => WeeksOf([.. group]));
        var (names, values) = (new List<string>(), new List<double>());
        foreach (var center in centers)
        {
            var kinds = bound.Keys.Where(key => key.Facility == center).Select(key => key.StorageClass)
                .Order().ToArray();
            foreach (var kind in kinds)
            {
                names.Add(kind == default ? nameOf(center)
                    : $"{nameOf(center)}, {ReasonCharts.Words(kind.ToString())}");
                values.AddRange(bound[(center, kind)]);
            }

            if (kinds.Length == 0)
            {
                names.Add(nameOf(center));
                values.AddRange(new double[weeks]);
            }
        }

        var isStorage = resource == Resource.Storage;
        return new(
            isStorage ? "What room cost" : "What receiving cost",
            (isStorage ? "Price of a cubic meter of storage for a day" : "Price of receiving a unit")
                + ", mean over the days of the week on which something was bought, in our first simulated run, warm-up "
                + "included. It is not paid: it makes products that need the room less go elsewhere; where it is "
                + "far above any rent, room was short everywhere at once. Empty: no limit bound.",
            names, [.. Enumerable.Range(0, weeks).Select(week =>
                firstDay.AddDays(7 * week).ToString("d MMM", CultureInfo.InvariantCulture))],
            values, "0.####", isStorage ? $"{currency} per m³ and day" : $"{currency} per unit", "no limit bound");
    }

    private double[] WeeksOf(PricedDay[] prices)
    {
        var (means, days) = (new double[weeks], new int[weeks]);
        foreach (var week in diary.Days.Select(WeekOf).Where(IsCovered))
        {
            days[week]++;
        }

        foreach (var price in prices.Where(price => IsCovered(WeekOf(price.Day))))
        {
            means[WeekOf(price.Day)] += price.Price / days[WeekOf(price.Day)];
        }

        return means;
    }

    private int WeekOf(DateOnly day) =>
        day < firstDay ? -1 : (day.DayNumber - firstDay.DayNumber) / 7;

    private bool IsCovered(int week) => week >= 0 && week < weeks;
}
