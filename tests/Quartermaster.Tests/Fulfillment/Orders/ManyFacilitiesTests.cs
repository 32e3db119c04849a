using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>Orders that need more FCs than a few, against every set of them.</summary>
public sealed class ManyFacilitiesTests
{
    private const int Products = 4;
    private const long Impossible = long.MaxValue / 4;
    private const long SplitMicros = 250_000;

    [Fact]
    public void The_cheapest_of_all_sets_is_found_however_many_facilities_it_has()
    {
        var (many, refused) = (0, 0);
        Any.Sample(
            inputs =>
            {
                var plan = new OrdersEngine(OrderWorlds.Policy).Plan(inputs, Explain.Yes);
                var rows = plan.Decisions.Rows.ToArray();
                var least = Least(inputs);
                var isWhole = rows.Sum(row => (long)row.Units) == inputs.Lines.Rows.ToArray().Sum(line => line.Units);

                Assert.Empty(new OrdersAudit().Check(inputs, plan));
                Assert.Equal(least < Impossible, isWhole);
                Interlocked.Add(ref refused, isWhole ? 0 : 1);
                if (isWhole)
                {
                    Assert.Equal(least, rows.Sum(row => row.CostMicros));
                    var used = rows.Where(row => row.Units > 0).Select(row => row.Facility).Distinct().Count();
                    Interlocked.Add(ref many, used > 4 ? 1 : 0);
                }
            },
            iter: 400);
        Assert.InRange(many, 20, int.MaxValue);
        Assert.InRange(refused, 5, int.MaxValue);
    }

    [Fact]
    public void A_line_at_more_facilities_than_it_has_rows_is_refused_and_the_rest_is_shipped()
    {
        var town = Town([.. Enumerable.Repeat(1_000_000L, 10)]);
        var stock = new int[(Products + 1) * 11];
        Array.Fill(stock, 1, 11 + 1, 10);
        Array.Fill(stock, 1, 22 + 1, 10);
        CartLine[] lines = [new(new(1), 9), new(new(2), 8)];
        var plan = new OrdersEngine(OrderWorlds.Policy).Plan(Orders(town, stock, 11, lines), Explain.Yes);
        Assert.Equal(OrderReason.TooManyParcels, plan.Reasons.Of(0)[0].Because);
        Assert.Equal(8, plan.Decisions.Rows[OrderInputs.FacilitiesPerLine..].ToArray().Sum(row => row.Units));
    }

    private static Gen<OrderInputs> Any { get; } =
        from parcels in Gen.Int[0, 9].Array[5, 7]
        from stock in Gen.Frequency((1, Gen.Const(0)), (2, Gen.Const(1)), (1, Gen.Const(2)))
            .Array[(Products + 1) * 8]
        from mask in Gen.Int[1, (1 << Products) - 1]
        from units in Gen.Int[1, 8].Array[Products]
        select Orders(Town([.. parcels.Select(cost => cost * 400_000L)]), stock, 8,
            [.. Enumerable.Range(0, Products).Where(i => (mask >> i & 1) != 0)
                .Select(i => new CartLine(new(i + 1), units[i]))]);

    private static OrderInputs Orders(RouteTable routes, int[] stock, int stride, CartLine[] lines) => new()
    {
        Routes = routes,
        Available = new(stock, stride),
        Terms = new([.. Enumerable.Range(0, Products + 1).Select(i => new ShipTerms(i, 0, 0, default, default))]),
        Orders = Groups.OfSizes([lines.Length]),
        Lines = new(lines),
        Requests = new([new(new(1), Instant.OfMinutes(10), Instant.OfMinutes(90))]),
    };

    // A way each, the k-th FC's a gram for k / 10.
    private static RouteTable Town(long[] parcels) => new(new()
    {
        FirstDay = new(1970, 1, 1),
        Days = 1,
        Origins = [.. Enumerable.Range(1, parcels.Length).Select(i => new FacilityId(i))],
        Pairs = RouteTableParts.Cut(
            [.. parcels.Select((cost, i) => new RouteOption(50, 80, 80, 0, 0, 30, 0, 1, cost, 1e5 * i, 0))],
            [.. Enumerable.Range(0, (2 * parcels.Length) + 1).Select(at => at / 2)], [new(new(1), new(1), 60)]),
        Kilometers = new float[2 * parcels.Length],
        Calendar = new(1, 1, [0, 1_440, 0, 1_440], new int[2], [1_440, 1_440]),
    });

    // For each set of FCs each line takes the cheapest units there.
    private static long Least(OrderInputs inputs)
    {
        var least = Impossible;
        for (var set = 1; set < 1 << inputs.Routes.Origins.Length; set++)
        {
            var origins = Enumerable.Range(0, inputs.Routes.Origins.Length).Where(i => (set >> i & 1) != 0).ToArray();
            var ways = origins.Select(origin => inputs.Routes.Of(origin, new(1))[0]).ToArray();
            var cost = ways.Sum(way => way.ParcelMicros) + (SplitMicros * (origins.Length - 1));
            foreach (var line in inputs.LinesOf(0))
            {
                var units = origins.Zip(ways).SelectMany(at => Enumerable.Repeat(
                    at.Second.GoodsMicros(inputs.Terms.Rows[line.Product.Value].WeightGrams, 0),
                    inputs.Available.Of(line.Product, inputs.Routes.Origins[at.First]))).Order().Take(line.Units)
                    .ToArray();
                cost = units.Length < line.Units ? Impossible : Math.Min(Impossible, cost + units.Sum());
            }

            least = Math.Min(least, cost);
        }

        return least;
    }
}
