using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Numerics;
using Quartermaster.Planning.Outbound;

namespace Quartermaster.Tests.Operations.Outbound;

/// <summary>Small networks with centers that can ship only so much a day. Costs are multiples of a quarter, so that
/// sums are exact.</summary>
internal static class OutboundWorlds
{
    internal static Gen<OutboundInputs> Any { get; } =
        from centers in Gen.Int[1, 4]
        from regions in Gen.Int[1, 4]
        from days in Gen.Int[1, 3]
        from stockings in Gen.Int[1, (1 << centers) - 1].Array[1, 3]
        from costs in Gen.Int[4, 60].Array[centers * regions]
        from units in Gen.Int[0, 20].Array[stockings.Length * regions]
        from factors in Gen.Int[0, 3].Array[days]
        from limits in Gen.Int[-3, 25].Array[centers * days]
        from lost in Gen.Int[8, 120]
        select new OutboundInputs
        {
            Centers = [.. Enumerable.Range(1, centers).Select(id => new FacilityId(id))],
            FirstDay = new(2026, 3, 2),
            Costs = new(regions, [.. costs.Select(cost => cost / 4f)]),
            LostPerUnit = lost / 4.0,
            Stockings = new([.. stockings.Select(set => (ulong)set)]),
            Units = new(regions, [.. units.Select(of => (float)of)]),
            DayFactors = new([.. factors.Select(factor => (double)factor)]),
            Limits = new([.. limits.Select(limit => limit < 0 ? double.PositiveInfinity : limit)]),
            LastPrices = new(new double[limits.Length]),
        };

    /// <summary>What the best way of shipping is worth against losing everything, by a flow of least cost.</summary>
    internal static double Best(OutboundInputs inputs)
    {
        var (days, regions) = (inputs.DayFactors.Count, inputs.Costs.Columns);
        var groups = inputs.Stockings.Count * regions * days;
        var (source, sink) = (groups + inputs.Limits.Count, groups + inputs.Limits.Count + 1);
        var flow = new CheapestFlow(sink + 1);
        var all = 0.0;
        for (var group = 0; group < groups; group++)
        {
            var (day, region, stocking) = (group % days, group / days % regions, group / days / regions);
            var units = inputs.Units.Row(stocking)[region] * inputs.DayFactors.Rows[day];
            all += units;
            flow.Add(source, group, units, 0);
            flow.Add(group, sink, units, inputs.LostPerUnit);
            for (var center = 0; center < inputs.Centers.Length; center++)
            {
                if ((inputs.Stockings.Rows[stocking] >> center & 1) != 0)
                {
                    flow.Add(group, groups + (center * days) + day, units, inputs.Costs.Row(center)[region]);
                }
            }
        }

        for (var at = 0; at < inputs.Limits.Count; at++)
        {
            flow.Add(groups + at, sink, Math.Min(inputs.Limits.Rows[at], 1e6), 0);
        }

        return (all * inputs.LostPerUnit) - flow.Send(source, sink);
    }
}
