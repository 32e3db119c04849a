using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>Says how a shipment can be sent to centers, and what each way is expected to cost.</summary>
/// <remarks>
/// A runner, no engine: it asks how <see cref="PlacementEngine"/> splits each product, and compares what that costs
/// with each center alone, lines counted. So the recommended option costs no more than any option of one center, and
/// every option is a placement that obeys <see cref="PlacementAudit"/>. See README.md in this folder.
/// </remarks>
public sealed class InboundOptions(PlacementPolicy policy)
{
    private static readonly InboundReason[] s_reasons = Enum.GetValues<InboundReason>();

    /// <summary>The options: the recommended one first, then the cheapest of one center, those that are the same way
    /// left out.</summary>
    /// <param name="inputs">The shipment; every product has the same destinations in the same order. Yesterday's split
    /// does not count.</param>
    /// <param name="rates">Per product: what a unit costs a center.</param>
    /// <param name="mostSingle">The most options of one center; 0 or more.</param>
    /// <param name="cancel">Heard between products.</param>
    /// <returns>The options; none where nobody may hold all of it, a rate is no number from 0 to 10⁹, or a product
    /// cannot be decided on: see <see cref="PlacementInputs.Check"/>.</returns>
    public IReadOnlyList<InboundOption> Of(
        PlacementInputs inputs, Table<InboundRates> rates, int mostSingle, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rates.Count, inputs.Count);
        var centers = inputs.Count == 0 ? 0 : inputs.FirstRow(1);
        inputs = inputs with { Yesterday = new(new LastSplit[inputs.Yesterday.Count]) };
        var desk = new SplitDesk(inputs, policy);
        var costs = new SplitCosts(desk);
        var (rows, best) = (new List<PlacementRow>(), new Int128[s_reasons.Length]);
        var single = Enumerable.Range(0, centers).Select(_ => new Int128[s_reasons.Length]).ToArray();
        for (var product = 0; product < inputs.Count; product++)
        {
            cancel.ThrowIfCancellationRequested();
            ArgumentOutOfRangeException.ThrowIfNotEqual(
                inputs.FirstRow(product + 1) - inputs.FirstRow(product), centers);
            desk.Decide(product, inputs.Prices.Prices.Rows);
            if (desk.Status != SplitStatus.Split || !rates.Rows[product].AreNumbers)
            {
                return [];
            }

            costs.Load(product);
            var (units, cost) = Cheapest(desk, costs, product, rates.Rows[product], single);
            Add(best, cost);
            rows.AddRange(RowsOf(inputs, product, units));
        }

        return centers == 0 ? [] :
        [
            new(default, rows, CostsOf(best)),
            .. Singles(inputs, single).Where(option => !option.Rows.SequenceEqual(rows))
                .OrderBy(option => option.Fee.Micros).Take(mostSingle),
        ];
    }

    // Of the split and all centers alone; the first of equals. What each center alone costs is added to its sum.
    private static (long[] Units, Int128[] Cost) Cheapest(
        SplitDesk desk, SplitCosts costs, int product, in InboundRates rates, Int128[][] single)
    {
        var (inputs, units) = (desk.Inputs, desk.Units.ToArray());
        var cost = CostOf(inputs, product, units, costs.Of(units), rates);
        for (var center = 0; center < single.Length; center++)
        {
            var (facility, mayHold) = inputs.Destinations.Rows[inputs.FirstRow(product) + center];
            if (mayHold)
            {
                var all = new long[units.Length];
                all[inputs.Serve.IndexOf(facility)] = inputs.Inbound.Rows[product].Units;
                var alone = CostOf(inputs, product, all, costs.Of(all), rates);
                Add(single[center], alone);
                (units, cost) = Sum(alone) < Sum(cost) ? (all, alone) : (units, cost);
            }
        }

        return (units, cost);
    }

    private static Int128[] CostOf(
        PlacementInputs inputs, int product, long[] units, SplitCost split, in InboundRates rates)
    {
        double all = inputs.Inbound.Rows[product].Units;
        return
        [
            Micros(all * rates.ReceivePerUnit), Micros(units.Count(some => some > 0) * rates.OrderPerLine),
            Micros(all * inputs.CoverDays * rates.StoragePerUnitDay), Micros(all * rates.PickPerUnit),
            Micros(split.Freight), Micros(split.SlowerPromises), Micros(split.Room), Micros(split.Hands),
        ];
    }

    private static IEnumerable<InboundOption> Singles(PlacementInputs inputs, Int128[][] single)
    {
        for (var center = 0; center < single.Length; center++)
        {
            var rows = Enumerable.Range(0, inputs.Count).Select(inputs.FirstRow).Select((first, product) =>
                (inputs.Destinations.Rows[first + center].MayHold, Row: new PlacementRow(
                    inputs.Facts.Rows[product].Product, inputs.Destinations.Rows[first + center].Facility,
                    inputs.Inbound.Rows[product].Units))).ToArray();
            if (Array.TrueForAll(rows, row => row.MayHold))
            {
                yield return new(rows[0].Row.Facility, [.. rows.Select(row => row.Row)], CostsOf(single[center]));
            }
        }
    }

    private static IEnumerable<PlacementRow> RowsOf(PlacementInputs inputs, int product, long[] units)
    {
        for (var row = inputs.FirstRow(product); row < inputs.FirstRow(product + 1); row++)
        {
            var facility = inputs.Destinations.Rows[row].Facility;
            if (units[inputs.Serve.IndexOf(facility)] is > 0 and var some)
            {
                yield return new(inputs.Facts.Rows[product].Product, facility, (int)some);
            }
        }
    }

    private static InboundCost[] CostsOf(Int128[] cost) =>
        [.. s_reasons.Zip(cost, (because, micros) => new InboundCost(because, new(micros)))
            .Where(part => part.Amount.Micros != 0)];

    private static Int128 Micros(double amount) => (Int128)Math.Round(amount * 1e6);

    private static Int128 Sum(Int128[] cost)
    {
        Int128 sum = 0;
        foreach (var part in cost)
        {
            sum += part;
        }

        return sum;
    }

    private static void Add(Int128[] sums, Int128[] cost)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += cost[i];
        }
    }
}
