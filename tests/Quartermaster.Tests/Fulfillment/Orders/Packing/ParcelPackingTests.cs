using CsCheck;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders.Packing;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders.Packing;

public sealed class ParcelPackingTests
{
    private static readonly ParcelLimits s_limits = new(100, 100, int.MaxValue);

    [Fact]
    public void Few_units_are_packed_into_the_fewest_parcels_there_can_be()
    {
        var (greedy, several) = (0, 0);
        Gen.Frequency((2, Kinds(1, 5, 3)), (1, Pieces)).Sample(
            goods =>
            {
                var fewest = new FewestParcels([.. goods.Select(kind => (kind.Grams, kind.CubicCentimeters))], s_limits)
                    .Of([.. goods.Select(kind => kind.Units)]);
                var plan = ParcelPacking.Pack(goods, s_limits, int.MaxValue);

                Holds(goods, plan);
                Assert.Equal((fewest, fewest), (plan.Count, plan.Bound));
                var first = ParcelPacking.Pack(goods, s_limits, 0);
                Holds(goods, first);
                Assert.InRange(fewest, first.Bound, first.Count);
                Interlocked.Add(ref several, fewest > 1 ? 1 : 0);
                Interlocked.Add(ref greedy, first.Count > fewest ? 1 : 0);
            },
            iter: 3_000);
        Assert.InRange(several, 500, int.MaxValue);
        Assert.InRange(greedy, 5, int.MaxValue); // Or the search would never have been needed.
    }

    [Fact]
    public void Many_units_are_packed_whole_within_the_limits_and_no_bound_is_above() =>
        Gen.Select(Kinds(1, 12, 400), Gen.Int[0, 50]).Sample(
            (goods, nodes) =>
            {
                var plan = ParcelPacking.Pack(goods, s_limits, nodes);
                Holds(goods, plan);
                Assert.InRange(plan.Bound, goods.Any(kind => kind.Units > 0) ? 1 : 0, plan.Count);

                // First fit leaves at most one parcel of which less than half would be in use by every measure.
                var sum = goods.Sum(kind => (double)kind.Units * (kind.Grams + kind.CubicCentimeters)) / 100;
                Assert.InRange(plan.Count, 0, (2 * sum) + 1);
            },
            iter: 500);

    [Fact]
    public void The_bound_knows_units_of_which_no_two_go_together()
    {
        // By their sum 51 + 51 + 51 would need two parcels. Beside 61 there is room for 39, not for 40.
        Assert.Equal(3, ParcelPacking.Pack([new(51, 1, 3)], s_limits, 0).Bound);
        Assert.Equal(3, ParcelPacking.Pack([new(1, 61, 3), new(1, 39, 2)], s_limits, 0).Bound);
        Assert.Equal(4, ParcelPacking.Pack([new(1, 61, 3), new(1, 40, 2)], s_limits, 0).Bound);

        // By weight, and by volume, the lighter ones would go together in one: only their mean says no.
        Assert.Equal(4, ParcelPacking.Pack([new(70, 40, 2), new(40, 70, 2)], s_limits, 0).Bound);
    }

    [Fact]
    public void Wider_limits_need_no_more_parcels_and_more_goods_no_fewer() =>
        Gen.Select(Kinds(1, 5, 3), Gen.Int[0, 60], Gen.Int[1, 60], Gen.Int[1, 60]).Sample(
            (goods, wider, grams, volume) =>
            {
                var count = ParcelPacking.Pack(goods, s_limits, int.MaxValue).Count;
                Assert.InRange(ParcelPacking.Pack(goods, new(100 + wider, 100 + wider, 0), int.MaxValue).Count, 0,
                    count);
                Assert.InRange(ParcelPacking.Pack([.. goods, new(grams, volume, 1)], s_limits, int.MaxValue).Count,
                    count, count + 1);
            },
            iter: 300);

    [Fact]
    public void Like_parcels_of_a_pallet_load_are_counted_not_listed()
    {
        var plan = ParcelPacking.Pack([new(30, 10, 100_000), new(0, 0, 5)], s_limits);
        Assert.Equal(33_334, plan.Count);
        Assert.InRange(plan.Parcels.Count, 1, 4);
    }

    [Fact]
    public void A_unit_above_the_limits_alone_is_said() =>
        Assert.Throws<ArgumentException>(() => ParcelPacking.Pack([new(101, 1, 1)], s_limits));

    // Three or four to a parcel, by one measure or by both.
    private static Gen<PackedGoods[]> Pieces => Gen.Select(Gen.Int[15, 50], Gen.Int[5, 50])
        .Select(kind => new PackedGoods(kind.Item1, kind.Item2, 1)).Array[7, 10];

    private static Gen<PackedGoods[]> Kinds(int from, int to, int mostUnits) =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, mostUnits])
            .Select(kind => new PackedGoods(kind.Item1, kind.Item2, kind.Item3)).Array[from, to];

    private static void Holds(PackedGoods[] goods, PackedGoodsPlan plan)
    {
        Assert.Equal(plan.Count, plan.Parcels.Sum(parcel => parcel.Count));
        for (var kind = 0; kind < goods.Length; kind++)
        {
            Assert.Equal(goods[kind].Units, plan.Parcels.Sum(parcel => parcel.Count * parcel.Units[kind]));
        }

        foreach (var parcel in plan.Parcels)
        {
            Assert.InRange(parcel.Units.Sum(), 1, int.MaxValue);
            Assert.InRange(parcel.Units.Select((units, kind) => (long)units * goods[kind].Grams).Sum(), 0,
                s_limits.Grams);
            Assert.InRange(parcel.Units.Select((units, kind) => (long)units * goods[kind].CubicCentimeters).Sum(), 0,
                s_limits.CubicCentimeters);
        }
    }
}
