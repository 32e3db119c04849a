using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>What serving each region from each FC costs and takes, for planning.</summary>
public static class ServeCosts
{
    private const int StepMinutes = 180;
    private const int FirstCalendarDay = 2;

    /// <summary>Averages over order instants every three hours of up to a week, local days from the table's first.
    /// </summary>
    /// <param name="table">The routes.</param>
    /// <param name="grams">Weight of the reference parcel, g.</param>
    /// <param name="cubicCentimeters">Volume of the reference parcel, cm³.</param>
    /// <param name="patienceDays">The cheapest way counts only if it is delivered within so many days.</param>
    /// <returns>For origin × (<see cref="RouteTable.RegionCount"/> + 1) + region.</returns>
    public static ServeCost[] Of(RouteTable table, double grams, double cubicCentimeters, int patienceDays = 7)
    {
        var regions = table.RegionCount + 1;
        var costs = new ServeCost[table.Origins.Length * regions];
        for (var origin = 0; origin < table.Origins.Length; origin++)
        {
            costs[origin * regions] = new(float.NaN, float.NaN, float.NaN, float.NaN, 0, 0, 0);
            for (var region = 1; region < regions; region++)
            {
                costs[(origin * regions) + region] =
                    Pair(table, origin, new(region), grams, cubicCentimeters, patienceDays * 1_440);
            }
        }

        return costs;
    }

    private static ServeCost Pair(
        RouteTable table, int origin, RegionId region, double grams, double cubicCentimeters, int patienceMinutes)
    {
        var sum = default(Sums);
        var first = table.Calendar.StartOf(region, FirstCalendarDay);
        var last = first + (Math.Clamp(table.Days - patienceMinutes / 1_440, 1, 7) * 1_440);
        for (var minute = first; minute < last; minute += StepMinutes)
        {
            sum.Instants++;
            Add(table, origin, region, minute, grams, cubicCentimeters, patienceMinutes, ref sum);
        }

        return new(
            (float)(sum.CheapestCost / sum.Served), (float)(sum.CheapestDays / sum.Served),
            (float)(sum.FastestCost / sum.Served), (float)(sum.FastestDays / sum.Served),
            (float)sum.SameDay / sum.Instants, (float)sum.OneDay / sum.Instants, (float)sum.TwoDay / sum.Instants);
    }

    private static void Add(
        RouteTable table, int origin, RegionId region, int minute, double grams, double cubicCentimeters,
        int patienceMinutes, ref Sums sum)
    {
        var (start, end) = table.RangeOf(origin, region);
        var (delivery, fastestCost, cheapestCost, cheapestDelivery) = (int.MaxValue, 0.0, double.MaxValue, 0);
        for (var i = table.Next(start, end, minute); i < end; i++)
        {
            ref readonly var option = ref table.Options[i];
            if (option.CutoffMinute > minute + patienceMinutes && option.CutoffMinute > delivery)
            {
                break;
            }

            var cost = (option.ParcelMicros + option.GoodsMicros(grams, cubicCentimeters)) / 1e6;
            if (option.DeliveryMinute < delivery || (option.DeliveryMinute == delivery && cost < fastestCost))
            {
                (delivery, fastestCost) = (option.DeliveryMinute, cost);
            }

            if (option.DeliveryMinute <= minute + patienceMinutes && cost < cheapestCost)
            {
                (cheapestCost, cheapestDelivery) = (cost, option.DeliveryMinute);
            }
        }

        if (delivery == int.MaxValue)
        {
            return;
        }

        // Where nothing is within patience, the earliest way is the cheapest there is.
        (cheapestCost, cheapestDelivery) =
            cheapestCost == double.MaxValue ? (fastestCost, delivery) : (cheapestCost, cheapestDelivery);
        var day = table.Calendar.DayOf(region, minute);
        sum.Served++;
        sum.CheapestCost += cheapestCost;
        sum.CheapestDays += (cheapestDelivery - minute) / 1_440.0;
        sum.FastestCost += fastestCost;
        sum.FastestDays += (delivery - minute) / 1_440.0;
        sum.SameDay += delivery <= table.Calendar.LastDeliveryBy(region, day) ? 1 : 0;
        sum.OneDay += delivery <= table.Calendar.LastDeliveryBy(region, day + 1) ? 1 : 0;
        sum.TwoDay += delivery <= table.Calendar.LastDeliveryBy(region, day + 2) ? 1 : 0;
    }

    private struct Sums
    {
        internal int Instants, Served, SameDay, OneDay, TwoDay;
        internal double CheapestCost, CheapestDays, FastestCost, FastestDays;
    }
}
