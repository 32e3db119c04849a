using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>How placement must move when one thing changes.</summary>
public sealed class PlacementLawTests
{
    private static readonly PlacementEngine s_engine = new(new());

    [Fact]
    public void Dearer_room_never_places_more_there() => NeverPlacesMore(resource: 2);

    [Fact]
    public void Dearer_receiving_never_places_more_there() => NeverPlacesMore(resource: 3);

    [Fact]
    public void Owning_more_at_a_facility_never_places_more_there() => PlacementWorlds.Any.Sample(
        inputs =>
        {
            var clean = inputs with { Overrides = new(new HumanDecision[inputs.Overrides.Count]) };
            var more = clean with { Positions = Second(clean, owned => new(owned.Units + 5)) };
            Compare(clean, s_engine.Plan(clean), s_engine.Plan(more));
        },
        iter: 400);

    /// <summary>Holds for full cases and one region per facility: a remainder may trade places with a case, and a mix
    /// of regions may become dearer to serve.</summary>
    [Fact]
    public void More_local_demand_never_places_less_there() => Gen.Select(
        PlacementWorlds.AnyGoods(3, 3), Gen.Float[0.05f, 1]).Sample(
        (goods, extra) =>
        {
            var plain = goods with
            {
                Units = goods.Units / Math.Max(1, goods.CaseUnits) * goods.CaseUnits,
                At = [.. Enumerable.Range(1, 3).Select(at => new At(at, Math.Max(0, goods.Units) / 5))],
            };
            var more = plain with { Shares = [plain.Shares[0], plain.Shares[1] + extra, plain.Shares[2]] };
            var serve = PlacementWorlds.Line(3, 0, 10, 20);
            var before = s_engine.Plan(PlacementWorlds.Of(serve, PriceBoard.Empty, plain)).Decisions.Rows[1];
            var after = s_engine.Plan(PlacementWorlds.Of(serve, PriceBoard.Empty, more)).Decisions.Rows[1];

            Assert.True(after.Units >= before.Units, $"{before.Units} before, {after.Units} after.");
        },
        iter: 500);

    [Fact]
    public void Response_and_rows_use_the_same() => PlacementWorlds.Any.Sample(inputs =>
    {
        var usage = new double[inputs.Prices.Count];
        s_engine.Respond(inputs, inputs.Prices.Prices.Rows, usage);
        var received = new double[4];
        foreach (var row in s_engine.Plan(inputs).Decisions.Rows)
        {
            received[row.Facility.Value - 1] += row.Units;
        }

        for (var facility = 0; facility < 4 && usage.Length > 0; facility++)
        {
            Assert.Equal(received[facility], usage[(2 * facility) + 1], 1e-9);
        }
    });

    [Fact]
    public void A_desk_that_was_asked_before_answers_as_the_engine_does() => Gen.Select(
        PlacementWorlds.Any, Gen.Double[0, 3].Array[8].Array[3]).Sample((inputs, asked) =>
    {
        var desk = s_engine.Open(inputs);
        var (usage, expected) = (new double[inputs.Prices.Count], new double[inputs.Prices.Count]);
        foreach (var prices in asked.Select(prices => prices[..inputs.Prices.Count]))
        {
            for (var group = 0; group < inputs.Count; group++)
            {
                Assert.Equal(s_engine.Respond(inputs.Slice(group, 1), prices, expected),
                    desk.Respond(group, prices, usage));
                Assert.Equal(expected, usage);
            }
        }
    });

    private static void NeverPlacesMore(int resource) => Gen.Select(PlacementWorlds.Any, Gen.Double[0, 2]).Sample(
        (inputs, more) =>
        {
            var board = PriceBoard.Free(PlacementWorlds.Resources(4));
            var prices = inputs.Prices.Count > 0 ? inputs.Prices.Prices.Rows.ToArray() : new double[board.Count];
            var cheap = inputs with { Prices = board.At(prices) };
            prices[resource] += more;
            Compare(cheap, s_engine.Plan(cheap), s_engine.Plan(inputs with { Prices = board.At(prices) }));
        },
        iter: 400);

    // Facility 2 never gets more.
    private static void Compare(
        PlacementInputs inputs, Plan<PlacementRow, PlacementReason> before, Plan<PlacementRow, PlacementReason> after)
    {
        for (var row = 0; row < inputs.Destinations.Count; row++)
        {
            if (inputs.Destinations.Rows[row].Facility.Value == 2)
            {
                Assert.True(after.Decisions.Rows[row].Units <= before.Decisions.Rows[row].Units);
            }
        }
    }

    private static Table<Position> Second(PlacementInputs inputs, Func<Position, Position> change) =>
        new([.. inputs.Positions.Rows.ToArray().Select((position, row) =>
            inputs.Destinations.Rows[row].Facility.Value == 2 && inputs.Destinations.Rows[row].MayHold
                ? change(position) : position)]);
}
