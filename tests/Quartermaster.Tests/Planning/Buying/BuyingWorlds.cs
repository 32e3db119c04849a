using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Planning.Buying;

namespace Quartermaster.Tests.Planning.Buying;

/// <summary>A product at a facility, as the tests speak of it.</summary>
internal readonly record struct World(
    OfferTerms Offer, Position Position, Level Level, float[] Demand, RoomPrice RoomPrice, HumanDecision Override);

/// <summary>Worlds for buying: one plain row to vary, and any number of any rows.</summary>
internal static class BuyingWorlds
{
    /// <summary>Demand 40, 60 or 100 at the 10, 50 and 90 % points, mean 66; nothing owned, single units.</summary>
    internal static World Plain { get; } = new(
        new(new(1), new(1), new(1), CaseUnits: 1, MinimumUnits: 0, AvailableUnits: int.MaxValue, LeadTimeDays: 7,
            ReviewDays: 7, Money.Of(5m), ShortageCost: 9, HoldingCostPerUnitDay: 0.1),
        new(0), new(100), [40, 60, 100], new(0), default);

    internal static Gen<BuyingInputs> Any { get; } =
        from sizes in Gen.Int[0, 3].Array[0, 8]
        from rows in Row.Array[sizes.Sum()]
        select Inputs(sizes, rows);

    private static Gen<World> Row =>
        from ids in Gen.Select(Gen.Int[0, 40], Gen.Int[1, 3], Gen.Int[1, 3])
        from caseUnits in Gen.Int[0, 24]
        from minimum in Gen.Int[0, 60]
        from available in Gen.Frequency((4, Gen.Const(int.MaxValue)), (1, Gen.Int[0, 200]))
        from days in Gen.Select(Gen.Int[0, 90], Gen.Int[1, 28])
        from costs in Gen.Select(Rate, Rate, Rate)
        from owned in Gen.Select(Gen.Int[-50, 200], Gen.Int[0, 250])
        from demand in Gen.Float[0, 150].Array[3]
        from person in Gen.Frequency(
            (4, Gen.Const(default(HumanDecision))), (1, Gen.Int[0, 99].Select(units => new HumanDecision(1, units))))
        select new World(
            new(new(ids.Item1), new(ids.Item2), new(ids.Item3), caseUnits, minimum, available,
                days.Item1, days.Item2, Money.Of(5m), costs.Item1, costs.Item2 / 10),
            new(owned.Item1), new(owned.Item2), [.. demand.Order()], new(costs.Item3 / 10), person);

    private static Gen<double> Rate => Gen.Frequency((30, Gen.Double[0, 10]), (1, Gen.Const(double.NaN)));

    internal static BuyingInputs One(World row) => Inputs([1], [row]);

    private static BuyingInputs Inputs(int[] sizes, World[] rows) => new()
    {
        Today = new(2025, 3, 3),
        Products = Groups.OfSizes(sizes),
        Offers = new([.. rows.Select(row => row.Offer)]),
        Positions = new([.. rows.Select(row => row.Position)]),
        Levels = new([.. rows.Select(row => row.Level)]),
        Demand = new([0.1f, 0.5f, 0.9f], [.. rows.SelectMany(row => row.Demand)]),
        RoomPrices = new([.. rows.Select(row => row.RoomPrice)]),
        Overrides = new([.. rows.Select(row => row.Override)]),
    };
}
