using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Planning.LaneSpace;

namespace Quartermaster.Tests.Operations.LaneSpace;

/// <summary>Small networks whose lanes can take only so much a day, with ways over up to three of them. Costs are
/// multiples of a quarter.</summary>
internal static class LaneSpaceWorlds
{
    internal static Gen<LaneSpaceInputs> Any { get; } =
        from centers in Gen.Int[1, 3]
        from regions in Gen.Int[1, 3]
        from instants in Gen.Int[0, 3].Array[1, 2]
        from stockings in Gen.Int[1, (1 << centers) - 1].Array[1, 3]
        from units in Gen.Int[0, 20].Array[stockings.Length * regions]
        from limits in Gen.Int[0, 40].Array[1, 4]
        from ways in WayOver(limits.Length).Array[0, 3].Array[instants.Length * centers * regions]
        from lost in Gen.Int[8, 120]
        select new LaneSpaceInputs
        {
            Centers = centers,
            LostPerUnit = lost / 4.0,
            Typical = new(500, 2_000, 2),
            Stockings = new([.. stockings.Select(set => (ulong)set)]),
            Units = new(regions, [.. units.Select(of => (float)of)]),
            Instants = new([.. instants.Select(factor => (double)factor)]),
            LaneDays = new([.. limits.Select((limit, lane) =>
                new LaneDay(new(lane + 1), new(2026, 3, 2), SlotKind.LaneParcels, limit))]),
            WaysOf = Groups.OfSizes([.. ways.Select(of => of.Length)]),
            Ways = new([.. ways.SelectMany(of => of)]),
        };

    /// <summary>What the best way of shipping is worth against losing everything, by a linear program; of regions that
    /// a limited lane leads to at an instant.</summary>
    internal static double Best(LaneSpaceInputs inputs)
    {
        var (regions, columns) = (inputs.Units.Columns, new List<(double Gain, int Group, LaneWay Way)>());
        var groups = new List<double>();
        for (var instant = 0; instant < inputs.Instants.Count; instant++)
        {
            for (var region = 0; region < regions; region++)
            {
                var of = Enumerable.Range(0, inputs.Centers).Select(center => WaysOf(inputs, instant, center, region))
                    .ToArray();
                var isTouched = of.Any(ways => ways.Any(way => way.First >= 0));
                for (var set = 0; set < inputs.Stockings.Count && isTouched; set++)
                {
                    groups.Add(inputs.Units.Row(set)[region] * inputs.Instants.Rows[instant]);
                    columns.AddRange(of.Where((_, center) => (inputs.Stockings.Rows[set] >> center & 1) != 0)
                        .SelectMany(ways => ways)
                        .Select(way => (inputs.LostPerUnit - way.Cost, groups.Count - 1, way)));
                }
            }
        }

        var program = new BoundedProgram(columns.Count, groups.Count + inputs.LaneDays.Count);
        for (var group = 0; group < groups.Count; group++)
        {
            program.Has(group, groups[group]);
        }

        for (var day = 0; day < inputs.LaneDays.Count; day++)
        {
            program.Has(groups.Count + day, inputs.LaneDays.Rows[day].Limit);
        }

        for (var column = 0; column < columns.Count; column++)
        {
            var (gain, group, way) = columns[column];
            program.Gain(column, gain);
            program.Uses(group, column, 1);
            foreach (var day in (int[])[way.First, way.Second, way.Third, way.Fourth])
            {
                if (day >= 0)
                {
                    program.Uses(groups.Count + day, column, 1);
                }
            }
        }

        return program.Solve();
    }

    private static LaneWay[] WaysOf(LaneSpaceInputs inputs, int instant, int center, int region)
    {
        var of = (((instant * inputs.Centers) + center) * inputs.Units.Columns) + region;
        return inputs.Ways.Rows[inputs.WaysOf.FirstRow(of)..inputs.WaysOf.FirstRow(of + 1)].ToArray();
    }

    private static Gen<LaneWay> WayOver(int lanes) =>
        from cost in Gen.Int[4, 60]
        from first in Gen.Int[-1, lanes - 1]
        from second in Gen.Int[-1, lanes - 1]
        from third in Gen.Int[-1, lanes - 1]
        let over = ((int[])[first, second, third]).Where(lane => lane >= 0).Distinct().ToArray()
        select new LaneWay(cost / 4f, At(over, 0), At(over, 1), At(over, 2));

    private static int At(int[] over, int i) => i < over.Length ? over[i] : -1;
}
