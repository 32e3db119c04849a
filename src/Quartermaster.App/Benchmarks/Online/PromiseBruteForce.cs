using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Promises of one cart by looking at every option of every FC: slow, and obviously right. Hands are
/// unlimited.</summary>
/// <param name="routes">The ways.</param>
/// <param name="rooms">What departures can still take.</param>
/// <param name="policy">The deadlines.</param>
/// <param name="request">Where to, and from when.</param>
/// <param name="lines">The cart, weights included.</param>
internal sealed class PromiseBruteForce(
    RouteTable routes, LiveRooms rooms, PromisePolicy policy, CartRequest request, BruteLine[] lines)
{
    private const double Tolerance = 1e-5;

    private readonly ParcelLoad _load = new(1, lines.Sum(line => line.Grams), lines.Sum(line => line.CubicCentimeters));

    /// <summary>Whether offers are what a look at everything finds: by when, at what cost, from where and how surely.
    /// </summary>
    /// <param name="offers">What was promised.</param>
    internal bool Agrees(ReadOnlySpan<PromiseOffer> offers)
    {
        var earliest = lines.Max(EarliestOf);
        var agrees = true;
        foreach (var offer in offers)
        {
            var deadline = DeadlineOf((int)offer.Speed);
            agrees &= earliest > deadline
                ? !offer.IsOffered
                : offer.PromisedMinute == deadline && offer.EarliestMinute == earliest && IsBest(in offer, deadline);
        }

        return agrees;
    }

    private int EarliestOf(BruteLine line)
    {
        var (left, taken) = (line.Units, new HashSet<int>());
        while (true)
        {
            var (best, earliest) = (-1, int.MaxValue);
            for (var origin = 0; origin < routes.Origins.Length; origin++)
            {
                if (line.Stock[origin] > 0 && !taken.Contains(origin) && Ways(origin, int.MaxValue) is [_, ..] ways
                    && ways.Min(way => way.Option.DeliveryMinute) is var first && first < earliest)
                {
                    (best, earliest) = (origin, first);
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

    private int DeadlineOf(int speed)
    {
        var day = routes.Calendar.DayOf(request.Region, request.Minute);
        return speed == 1 ? request.Minute + policy.TwoHourMinutes
            : routes.Calendar.LastDeliveryBy(
                request.Region, day + (speed < 5 ? speed - 2 : policy.StandardDays));
    }

    // Together from the cheapest FC that has everything; else each line from the cheapest that has it. Of equal ones
    // any will do.
    private bool IsBest(in PromiseOffer offer, int deadline)
    {
        var cheapest = Enumerable.Range(0, routes.Origins.Length).Select(origin => Ways(origin, deadline))
            .Select(ways => ways.Length == 0 ? long.MaxValue : ways.Min(way => way.Cost)).ToArray();
        int[] whole = [.. Enumerable.Range(0, cheapest.Length).Where(origin => cheapest[origin] < long.MaxValue
            && lines.All(line => line.Stock[origin] >= line.Units))];
        if (whole.Length == 0)
        {
            return IsBestSplit(in offer, deadline, cheapest);
        }

        var chosen = (int)ulong.TrailingZeroCount(offer.Origins);
        return ulong.PopCount(offer.Origins) == 1 && whole.Contains(chosen)
            && offer.CostMicros == whole.Min(origin => cheapest[origin]) && offer.CostMicros == cheapest[chosen]
            && IsOneOf(in offer, Ways(chosen, deadline), deadline);
    }

    private static bool IsOneOf(in PromiseOffer offer, (long Cost, RouteOption Option)[] ways, int deadline)
    {
        var (cost, delivery, confidence) = (offer.CostMicros, offer.DeliveryMinute, offer.Confidence);
        return ways.Any(way => way.Cost == cost && way.Option.DeliveryMinute == delivery
            && Math.Abs(way.Option.ShareBy(deadline) - confidence) < Tolerance);
    }

    private bool IsBestSplit(in PromiseOffer offer, int deadline, long[] cheapest)
    {
        var (cost, confidence, used, isSure) = (0L, 1.0, 0UL, true);
        foreach (var line in lines)
        {
            var have = Enumerable.Range(0, cheapest.Length).Where(origin =>
                line.Stock[origin] >= line.Units && cheapest[origin] < long.MaxValue).ToArray();
            if (have.Length == 0)
            {
                return false;
            }

            var origin = have.MinBy(origin => cheapest[origin]);
            var best = Ways(origin, deadline).MinBy(way => way.Cost);
            var isNew = (used >> origin & 1) == 0;
            used |= 1UL << origin;
            cost += best.Option.GoodsMicros(line.Grams, line.CubicCentimeters) + (isNew ? best.Option.ParcelMicros : 0);
            confidence *= isNew ? best.Option.ShareBy(deadline) : 1;
            isSure &= have.Count(other => cheapest[other] == cheapest[origin]) == 1
                && Ways(origin, deadline).Count(way => way.Cost == best.Cost) == 1;
        }

        return offer.CostMicros == cost
            && (!isSure || (offer.Origins == used && Math.Abs(offer.Confidence - confidence) < Tolerance));
    }

    // What leaves an FC in time and has room, ways that only those of other days beat included.
    private (long Cost, RouteOption Option)[] Ways(int origin, int deadline)
    {
        var ways = new List<(long, RouteOption)>();
        foreach (var (start, end) in ((int, int)[])[
            routes.RangeOf(origin, request.Region), routes.SparesOf(origin, request.Region)])
        {
            for (var i = start; i < end; i++)
            {
                var option = routes.Options[i];
                if (option.CutoffMinute >= request.Minute && option.DeliveryMinute <= deadline
                    && routes.HasRoom(i, request.Region, in _load, rooms))
                {
                    ways.Add((option.ParcelMicros + option.GoodsMicros(_load.Grams, _load.CubicCentimeters), option));
                }
            }
        }

        return [.. ways];
    }
}

/// <summary>A line of a cart with the stock that it met.</summary>
/// <param name="Units">How many are wanted.</param>
/// <param name="Grams">Their weight.</param>
/// <param name="CubicCentimeters">Their volume.</param>
/// <param name="Stock">Units free by FC.</param>
internal sealed record BruteLine(int Units, double Grams, double CubicCentimeters, int[] Stock);
