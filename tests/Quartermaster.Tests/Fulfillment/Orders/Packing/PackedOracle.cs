using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Tests.Fulfillment.Orders.Packing;

/// <summary>The least cost of shipping a whole order: for every content of every FC its cheapest way in time, by the
/// fewest parcels, and then every division of the lines among FCs.</summary>
internal sealed class PackedOracle(OrderInputs inputs, long splitMicros)
{
    internal const long Impossible = long.MaxValue / 4;

    private readonly CartLine[] _lines = inputs.LinesOf(0).ToArray();
    private readonly OrderRequest _request = inputs.Requests.Rows[0];
    private readonly Dictionary<ParcelLimits, FewestParcels> _packings = [];

    internal long Least() =>
        From(0, [.. _lines.Select(line => line.Units)]) is var least && least >= Impossible ? Impossible
            : least - splitMicros;

    private long From(int origin, int[] left)
    {
        if (origin == inputs.Routes.Origins.Length)
        {
            return left.All(units => units == 0) ? 0 : Impossible;
        }

        var least = Impossible;
        foreach (var content in Contents(left, 0, new int[left.Length]))
        {
            var rest = From(origin + 1, [.. left.Zip(content, (all, of) => all - of)]);
            if (rest < Impossible)
            {
                least = Math.Min(least, rest + CostOf(origin, content));
            }
        }

        return least;
    }

    private static IEnumerable<int[]> Contents(int[] left, int line, int[] content)
    {
        if (line == left.Length)
        {
            yield return (int[])content.Clone();
            yield break;
        }

        for (var units = 0; units <= left[line]; units++)
        {
            content[line] = units;
            foreach (var of in Contents(left, line + 1, content))
            {
                yield return of;
            }
        }

        content[line] = 0;
    }

    private readonly Dictionary<string, long> _costs = [];

    private long CostOf(int origin, int[] content)
    {
        var key = $"{origin}:{string.Join(',', content)}";
        if (!_costs.TryGetValue(key, out var cost))
        {
            cost = content.All(units => units == 0) ? 0 : Cheapest(origin, content);
            _costs.Add(key, cost);
        }

        return cost;
    }

    private long Cheapest(int origin, int[] content)
    {
        var least = Impossible;
        var pack = _lines.Max(line => TermsOf(line).PackPerParcel.Micros);
        var (start, end) = (inputs.Routes.RangeOf(origin, _request.Region).Start,
            inputs.Routes.SparesOf(origin, _request.Region).End);
        for (var option = start; option < end; option++)
        {
            var way = inputs.Routes.Options[option];
            if (Instant.OfMinutes(way.CutoffMinute) < _request.At
                || Instant.OfMinutes(way.DeliveryMinute) > _request.Deadline)
            {
                continue;
            }

            var cost = 0L;
            for (var line = 0; line < content.Length && cost < Impossible; line++)
            {
                cost = content[line] == 0 ? cost : Math.Min(Impossible, cost + GoodsOf(origin, option, line, content));
            }

            if (cost < Impossible)
            {
                least = Math.Min(least,
                    cost + (ParcelsOf(option, content) * (way.ParcelMicros + pack + splitMicros)));
            }
        }

        return least;
    }

    private long GoodsOf(int origin, int option, int line, int[] content)
    {
        var (terms, way) = (TermsOf(_lines[line]), inputs.Routes.Options[option]);
        var free = inputs.Available.Of(_lines[line].Product, inputs.Routes.Origins[origin]);
        var others = _lines.Sum(other => other.Units) - _lines[line].Units;
        var shipDay = inputs.Routes.ShipDayOf(option);
        var room = inputs.Slots is null ? int.MaxValue
            : inputs.Slots.Of(inputs.Routes.Origins[origin], shipDay) - others;
        var limits = inputs.Routes.TermsOf(option).Limits;
        if (content[line] > Math.Min(free, room)
            || Instant.OfMinutes(way.CutoffMinute) < _request.At.PlusMinutes(terms.HandlingMinutes)
            || terms.WeightGrams > limits.Grams || terms.VolumeCubicCentimeters > limits.CubicCentimeters
            || terms.SideMillimeters > limits.SideMillimeters)
        {
            return Impossible;
        }

        var cost = 0L;
        for (var units = 0; units < content[line]; units++)
        {
            cost += (inputs.SlotPrices?.MicrosOf(origin, shipDay) ?? 0)
                + way.GoodsMicros(terms.WeightGrams, terms.VolumeCubicCentimeters) + terms.PickPerUnit.Micros
                + (long)Math.Round(inputs.StockValues!.Of(OrderWorlds.RowOf(_lines[line].Product),
                    OrderWorlds.Columns[origin], free - units) * 1e6);
        }

        return cost;
    }

    private int ParcelsOf(int option, int[] content)
    {
        var limits = inputs.Routes.TermsOf(option).Limits;
        if (!_packings.TryGetValue(limits, out var packing))
        {
            packing = new([.. _lines.Select(line =>
                (TermsOf(line).WeightGrams, TermsOf(line).VolumeCubicCentimeters))], limits);
            _packings.Add(limits, packing);
        }

        return packing.Of(content);
    }

    private ShipTerms TermsOf(CartLine line) => inputs.Terms.Rows[line.Product.Value];
}
