using Quartermaster.Domain;

namespace Quartermaster.Planning.Buying;

/// <summary>What purchase lines cost and what they are expected to earn.</summary>
internal static class Spending
{
    /// <summary>Expected profit of lines against ordering nothing, in currency.</summary>
    /// <param name="inputs">What is known; its budget prices are ignored.</param>
    /// <param name="lines">One per offer.</param>
    /// <param name="spent">What the vendors charge, in currency.</param>
    internal static double Of(BuyingInputs inputs, ReadOnlySpan<PurchaseLine> lines, out double spent)
    {
        (var earned, spent) = (0.0, 0.0);
        for (var group = 0; group < inputs.Count; group++)
        {
            // Line by line, each beside those before it: the sum is what they earn together.
            var elsewhere = CenterUnitsOf(inputs, group);
            for (var row = inputs.FirstRow(group); row < inputs.FirstRow(group + 1); row++)
            {
                if (lines[row].Units > 0)
                {
                    earned += ProfitOf(inputs, row, lines[row].Units, elsewhere);
                    spent += CostOf(inputs, row, lines[row].Units).Micros / 1e6 * lines[row].Units;
                    elsewhere += ArrivingOf(inputs, row, lines[row].Units);
                }
            }
        }

        return earned;
    }

    /// <summary>For each line, the units that arrive of its product's other lines, those of centers included.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="lines">One per offer.</param>
    internal static long[] ElsewhereOf(BuyingInputs inputs, ReadOnlySpan<PurchaseLine> lines)
    {
        var elsewhere = new long[lines.Length];
        for (var group = 0; group < inputs.Count; group++)
        {
            var (first, end, sum) = (inputs.FirstRow(group), inputs.FirstRow(group + 1), CenterUnitsOf(inputs, group));
            for (var row = first; row < end; row++)
            {
                sum += ArrivingOf(inputs, row, lines[row].Units);
            }

            for (var row = first; row < end; row++)
            {
                elsewhere[row] = sum - ArrivingOf(inputs, row, lines[row].Units);
            }
        }

        return elsewhere;
    }

    /// <summary>Units that are expected to arrive of an order.</summary>
    internal static long ArrivingOf(BuyingInputs inputs, int row, long units) =>
        units == 0 ? 0 : (long)Math.Round(units * inputs.Offers.Rows[row].Yield);

    /// <summary>What the vendors charge for all lines, in millionths of the currency: exact.</summary>
    internal static Int128 TotalOf(BuyingInputs inputs, ReadOnlySpan<PurchaseLine> lines)
    {
        var sum = (Int128)0;
        for (var row = 0; row < lines.Length; row++)
        {
            sum += LineCostOf(inputs, row, lines[row].Units);
        }

        return sum;
    }

    /// <summary>What the vendor charges for a line, in millionths of the currency: exact.</summary>
    internal static Int128 LineCostOf(BuyingInputs inputs, int row, int units) =>
        (CostOf(inputs, row, units) * units).Micros;

    /// <summary>Expected profit of one line per currency unit that it costs.</summary>
    /// <inheritdoc cref="ProfitOf"/>
    internal static double ReturnOf(BuyingInputs inputs, int row, int units, long elsewhereUnits) =>
        ProfitOf(inputs, row, units, elsewhereUnits) / Math.Max(1e-6, CostOf(inputs, row, units).Micros / 1e6 * units);

    /// <summary>What one unit costs in a line of some units.</summary>
    internal static Money CostOf(BuyingInputs inputs, int row, long units) =>
        inputs.Breaks.Rows[row].At(units, inputs.Offers.Rows[row].UnitCost);

    /// <summary>Expected profit of one line until the next order could arrive, fixed cost and breaks
    /// included.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="row">The offer.</param>
    /// <param name="units">The order, in units.</param>
    /// <param name="elsewhereUnits">Units that arrive of the product's other lines.</param>
    internal static double ProfitOf(BuyingInputs inputs, int row, long units, long elsewhereUnits)
    {
        var offer = inputs.Offers.Rows[row];
        var saved = (offer.UnitCost.Micros - CostOf(inputs, row, units).Micros) / 1e6;
        return new CaseProfit(inputs, row, elsewhereUnits).Of(0, units) + (saved * units) - offer.LineCost;
    }

    private static long CenterUnitsOf(BuyingInputs inputs, int group) =>
        inputs.FirstRow(group) == inputs.FirstRow(group + 1) ? 0
            : Math.Max(0, inputs.CenterOrders.Rows[inputs.FirstRow(group)].Units);
}
