using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>A product at a facility, as the tests speak of it.</summary>
internal readonly record struct At(
    int Facility, int Position = 0, float Yesterday = 0, HumanDecision Override = default,
    bool MayHold = true);

/// <summary>A product to place, as the tests speak of it.</summary>
internal sealed record Goods(int Units, int CaseUnits, float[] Demand, float[] Shares, At[] At)
{
    internal int Product { get; init; } = 1;

    internal double Margin { get; init; } = 10;

    internal double Lost { get; init; } = 0.1;

    internal int Liters { get; init; } = 1;
}

/// <summary>Worlds for placement: facilities and regions on a line, and any products.</summary>
internal static class PlacementWorlds
{
    internal static readonly DateOnly Day = new(2025, 3, 3);

    /// <summary>Facilities 1 to n at 0, 10, 20, …; serving costs 1, 1/kg, and 0.2 per step of distance; 1 day per 10.
    /// </summary>
    internal static ServeCosts Line(int facilities, params double[] regions)
    {
        float[] Cells(Func<double, double> of) =>
            [.. from facility in Enumerable.Range(0, facilities)
                from region in regions
                select (float)of(Math.Abs(region - (10 * facility)))];

        return new(
            [.. Enumerable.Range(1, facilities).Select(value => new FacilityId(value))],
            [.. regions.Select(_ => 1f)],
            new(regions.Length, Cells(distance => 1 + (0.2 * distance))),
            new(regions.Length, Cells(_ => 1)),
            new(regions.Length, Cells(distance => 1 + (distance / 10))),
            new(1, 0.5));
    }

    /// <summary>Room of bins and receiving at each facility.</summary>
    internal static Table<SharedResource> Resources(int facilities) => new(
    [
        .. from facility in Enumerable.Range(1, facilities)
            from resource in new[] { Resource.Storage, Resource.Inbound }
            select new SharedResource(new(facility), resource,
                resource == Resource.Storage ? StorageClass.Bin : default, Day),
    ]);

    internal static PlacementInputs Of(ServeCosts serve, PriceBoard board, params Goods[] goods) => new()
    {
        CoverDays = 10,
        Products = Groups.OfSizes([.. goods.Select(one => one.At.Length)]),
        Facts = new([.. goods.Select(one => new PlacedProduct(
            new(one.Product), (ulong)one.Product, StorageClass.Bin, one.Liters * 1_000, 500))]),
        Inbound = new([.. goods.Select(one => new InboundGoods(one.Units, one.CaseUnits, Day))]),
        Worths = new([.. goods.Select(one => new SaleWorth(one.Margin, one.Lost))]),
        Demand = new([0.1f, 0.5f, 0.9f], [.. goods.SelectMany(one => one.Demand)]),
        RegionShares = new(serve.RegionCount, [.. goods.SelectMany(one => one.Shares)]),
        Destinations = new([.. Each(goods, at => new Destination(new(at.Facility), at.MayHold))]),
        Positions = new([.. Each(goods, at => new Position(at.Position))]),
        Yesterday = new([.. Each(goods, at => new LastSplit(at.Yesterday))]),
        Overrides = new([.. Each(goods, at => at.Override)]),
        Serve = serve,
        Prices = board,
    };

    internal static Gen<PlacementInputs> Any { get; } =
        from prices in Gen.Double[0, 0.4].Array[8]
        from isPriced in Gen.Bool
        from goods in AnyGoods(4, 6).Array[0, 5]
        select Of(
            Line(4, 0, 4, 11, 17, 24, 33),
            isPriced ? new(Resources(4), new(prices)) : PriceBoard.Empty,
            goods);

    /// <summary>Any product at any of the facilities, now and then a bad one.</summary>
    internal static Gen<Goods> AnyGoods(int facilities, int regions) =>
        from product in Gen.Frequency((20, Gen.Int[1, 500]), (1, Gen.Const(0)))
        from units in Gen.Frequency((20, Gen.Int[0, 30]), (1, Gen.Int[0, 20_000]), (1, Gen.Const(-1)))
        from caseUnits in Gen.Frequency((3, Gen.Const(1)), (5, Gen.Int[2, 12]), (1, Gen.Const(0)))
        from demand in Gen.Frequency((40, Gen.Float[0, 30]), (1, Gen.Float[0, 5_000])).Array[3]
        from shares in Gen.Float[0, 1].Array[regions]
        from count in Gen.Int[0, facilities]
        from first in Gen.Int[1, facilities]
        from at in AnyAt.Array[count]
        from money in Gen.Select(Gen.Double[0, 30], Gen.Double[0, 0.4], Gen.Int[0, 9])
        select new Goods(units, caseUnits, [.. demand.Order()], shares,
            [.. at.Select((one, i) => one with { Facility = ((first + i - 1) % facilities) + 1 })])
        {
            Product = product, Margin = money.Item1, Lost = money.Item2, Liters = money.Item3,
        };

    private static Gen<At> AnyAt { get; } =
        from position in Gen.Frequency((3, Gen.Const(0)), (3, Gen.Int[-5, 40]))
        from yesterday in Gen.Frequency((1, Gen.Const(0f)), (1, Gen.Float[0, 0.3f]))
        from person in Gen.Frequency((9, Gen.Const(default(HumanDecision))),
            (1, Gen.Int[0, 40].Select(units => new HumanDecision(1, units))))
        from mayHold in Gen.Frequency((8, Gen.Const(true)), (1, Gen.Const(false)))
        select new At(1, position, yesterday, person, mayHold);

    private static IEnumerable<T> Each<T>(Goods[] goods, Func<At, T> of) => goods.SelectMany(one => one.At).Select(of);
}
