using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Promises by looking at every option of every FC: slow, and obviously right. Stock is unlimited in slots.
/// </summary>
internal static class PromiseBruteForce
{
    /// <summary>Whether offers are what a look at everything finds.</summary>
    /// <param name="routes">The ways.</param>
    /// <param name="policy">The deadlines.</param>
    /// <param name="request">Where to, and from when.</param>
    /// <param name="lines">The cart, weights included.</param>
    /// <param name="offers">What was promised.</param>
    internal static bool Agrees(
        RouteTable routes, PromisePolicy policy, in CartRequest request, ReadOnlySpan<BruteLine> lines,
        ReadOnlySpan<PromiseOffer> offers)
    {
        var earliest = 0;
        foreach (var line in lines)
        {
            earliest = Math.Max(earliest, EarliestOf(routes, in request, line));
        }

        var agrees = true;
        foreach (ref readonly var offer in offers)
        {
            var deadline = DeadlineOf(routes.Calendar, policy, in request, (int)offer.Speed);
            agrees &= earliest > deadline
                ? !offer.IsOffered
                : offer.PromisedMinute == deadline && offer.EarliestMinute == earliest
                    && offer.CostMicros == CostOf(routes, in request, lines, deadline);
        }

        return agrees;
    }

    private static int EarliestOf(RouteTable routes, in CartRequest request, in BruteLine line)
    {
        var (left, taken) = (line.Units, new HashSet<int>());
        while (true)
        {
            var (best, earliest) = (-1, int.MaxValue);
            for (var origin = 0; origin < routes.Origins.Length; origin++)
            {
                foreach (ref readonly var option in routes.Of(origin, request.Region))
                {
                    if (line.Stock[origin] > 0 && !taken.Contains(origin) && option.CutoffMinute >= request.Minute
                        && option.DeliveryMinute < earliest)
                    {
                        (best, earliest) = (origin, option.DeliveryMinute);
                    }
                }
            }

            left -= best < 0 ? 0 : line.Stock[best];
            if (best < 0 || left <= 0)
            {
                return earliest;
            }

            taken.Add(best);
        }
    }

    private static int DeadlineOf(
        RegionCalendar calendar, PromisePolicy policy, in CartRequest request, int speed)
    {
        var day = calendar.DayOf(request.Region, request.Minute);
        return speed == 1 ? request.Minute + policy.TwoHourMinutes
            : calendar.LastDeliveryBy(request.Region, day + (speed < 5 ? speed - 2 : policy.StandardDays));
    }

    // Together from the cheapest FC that has everything; else each line from the cheapest that has it.
    private static long CostOf(
        RouteTable routes, in CartRequest request, ReadOnlySpan<BruteLine> lines, int deadline)
    {
        var (grams, volume, whole) = (0.0, 0.0, long.MaxValue);
        foreach (var line in lines)
        {
            (grams, volume) = (grams + line.Grams, volume + line.CubicCentimeters);
        }

        var (parts, used) = (0L, new HashSet<int>());
        for (var origin = 0; origin < routes.Origins.Length; origin++)
        {
            var all = true;
            foreach (var line in lines)
            {
                all &= line.Stock[origin] >= line.Units;
            }

            whole = all ? Math.Min(whole, Cheapest(routes, origin, in request, deadline, grams, volume).Cost) : whole;
        }

        foreach (var line in lines)
        {
            var best = (Cost: long.MaxValue, Option: default(RouteOption), Origin: -1);
            for (var origin = 0; origin < routes.Origins.Length; origin++)
            {
                var (cost, option) = Cheapest(routes, origin, in request, deadline, grams, volume);
                best = line.Stock[origin] >= line.Units && cost < best.Cost ? (cost, option, origin) : best;
            }

            parts += best.Origin < 0 ? 0 : best.Option.GoodsMicros(line.Grams, line.CubicCentimeters)
                + (used.Add(best.Origin) ? best.Option.ParcelMicros : 0);
        }

        return whole < long.MaxValue ? whole : parts;
    }

    private static (long Cost, RouteOption Option) Cheapest(
        RouteTable routes, int origin, in CartRequest request, int deadline, double grams, double volume)
    {
        var best = (Cost: long.MaxValue, Option: default(RouteOption));
        foreach (ref readonly var option in routes.Of(origin, request.Region))
        {
            var cost = option.ParcelMicros + option.GoodsMicros(grams, volume);
            if (option.CutoffMinute >= request.Minute && option.DeliveryMinute <= deadline && cost < best.Cost)
            {
                best = (cost, option);
            }
        }

        return best;
    }
}

/// <summary>A line of a cart with the stock that it met.</summary>
/// <param name="Units">How many are wanted.</param>
/// <param name="Grams">Their weight.</param>
/// <param name="CubicCentimeters">Their volume.</param>
/// <param name="Stock">Units free by FC.</param>
internal sealed record BruteLine(int Units, double Grams, double CubicCentimeters, int[] Stock);
