using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>The engine over its route table against every way there is, minute by minute.</summary>
public sealed class PromiseOracleTests
{
    private const int Iterations = 150;

    private static readonly int[] s_daysLater = [0, 1, 2, 5];

    [Fact]
    public void Promises_what_the_enumeration_of_every_departure_finds()
    {
        var (offered, limited) = (0, 0);
        PromiseWorlds.One.Sample(
            world =>
            {
                var isOffered = Compare(world.Network, world.Stock, world.Picks, world.Inputs);
                Interlocked.Add(ref offered, isOffered);
                Interlocked.Add(ref limited, world.Picks.Length == 0 ? 0 : isOffered);
            },
            iter: Iterations);
        Assert.InRange(limited, Iterations / 10, int.MaxValue);
        Assert.InRange(offered, Iterations / 4, int.MaxValue); // Or the test would compare nothing with nothing.
    }

    private static int Compare(RouteNetwork network, int[] stock, int[] picks, PromiseInputs inputs)
    {
        var oracle = new PromiseOracle(network, RouteWorlds.Policy, RouteWorlds.FirstDay, RouteWorlds.Days);
        var (request, lines) = (inputs.Requests.Rows[0], inputs.LinesOf(0).ToArray());
        var minute = (int)((request.At.UnixMilliseconds + 59_999) / 60_000);
        var origins = inputs.Routes.Origins.ToArray();
        var ways = new Dictionary<(FacilityId, int), List<OracleWay>>();
        var earliest = lines.Max(line => EarliestOf(line));
        var rows = new PromiseEngine(new()).Plan(inputs).Decisions.Rows;
        int[] deadlines =
        [
            minute + 120, .. s_daysLater.Select(later => oracle.LastDeliveryBy(request.Region, minute, later)),
        ];

        for (var speed = 0; speed < 5; speed++)
        {
            var isOffered = earliest <= deadlines[speed] || (speed == 4 && earliest != int.MaxValue);
            Assert.Equal(isOffered, rows[speed].IsOffered);
            if (isOffered)
            {
                var deadline = earliest <= deadlines[speed] ? deadlines[speed]
                    : oracle.LastDeliveryBy(request.Region, earliest, 0);
                Assert.Equal(Instant.OfMinutes(earliest), rows[speed].Earliest);
                Assert.Equal(Instant.OfMinutes(deadline), rows[speed].Promised);
                if (CheapestSingle(deadline) is { } cost)
                {
                    Assert.Equal(cost, rows[speed].CostMicros, 1.0);
                }
            }
        }

        return rows[4].IsOffered ? 1 : 0;

        List<OracleWay> WaysOf(FacilityId origin, int handling)
        {
            if (!ways.TryGetValue((origin, handling), out var found))
            {
                ways[(origin, handling)] = found = oracle.Ways(origin, request.Region, minute + handling);
            }

            return found;
        }

        int Room(FacilityId origin, DateOnly shipDay) => picks.Length == 0 ? int.MaxValue
            : picks[(origin.Value * RouteWorlds.PickDays) + shipDay.DayNumber - RouteWorlds.FirstPickDay.DayNumber];

        int Handling(CartLine line) => inputs.Terms.Rows[line.Product.Value].HandlingMinutes;

        int Units(CartLine line, FacilityId origin) =>
            stock[(line.Product.Value * (RouteWorlds.FacilityCount + 1)) + origin.Value];

        int EarliestOf(CartLine line)
        {
            // Of an FC on one ship day: what it has, and what the day leaves when it picks all other lines, too.
            var others = lines.Sum(other => other.Units) - line.Units;
            int By(FacilityId origin, int time) => WaysOf(origin, Handling(line)).Where(way => way.Delivery <= time)
                .Select(way => Math.Clamp(Room(origin, way.ShipDay) - others, 0, Units(line, origin)))
                .DefaultIfEmpty().Max();
            return origins.SelectMany(origin => WaysOf(origin, Handling(line))).Select(way => way.Delivery).Distinct()
                .Order().Where(time => origins.Sum(origin => By(origin, time)) >= line.Units)
                .FirstOrDefault(int.MaxValue);
        }

        double? CheapestSingle(int deadline)
        {
            var grams = lines.Sum(line => (double)inputs.Terms.Rows[line.Product.Value].WeightGrams * line.Units);
            var volume = lines.Sum(
                line => (double)inputs.Terms.Rows[line.Product.Value].VolumeCubicCentimeters * line.Units);
            var costs = origins.Where(origin => lines.All(line => Units(line, origin) >= line.Units))
                .SelectMany(origin => WaysOf(origin, lines.Max(Handling))
                    .Where(way => Room(origin, way.ShipDay) >= lines.Sum(line => line.Units)))
                .Where(way => way.Delivery <= deadline)
                .Select(way => way.ParcelMicros + (grams * way.PerGram) + (volume * way.PerCubicCentimeter)).ToArray();
            return costs.Length == 0 ? null : costs.Min();
        }
    }
}
