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
        for (var row = 0; row < lines.Length; row++)
        {
            if (lines[row].Units > 0)
            {
                earned += ProfitOf(inputs, row, lines[row].Units);
                spent += CostOf(inputs, row, lines[row].Units).Micros / 1e6 * lines[row].Units;
            }
        }

        return earned;
    }

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
    internal static double ReturnOf(BuyingInputs inputs, int row, int units) =>
        ProfitOf(inputs, row, units) / Math.Max(1e-6, CostOf(inputs, row, units).Micros / 1e6 * units);

    /// <summary>What one unit costs in a line of some units.</summary>
    internal static Money CostOf(BuyingInputs inputs, int row, long units) =>
        inputs.Breaks.Rows[row].At(units, inputs.Offers.Rows[row].UnitCost);

    /// <summary>Expected profit of one line until the next order could arrive, fixed cost and breaks
    /// included.</summary>
    internal static double ProfitOf(BuyingInputs inputs, int row, long units)
    {
        var offer = inputs.Offers.Rows[row];
        var saved = (offer.UnitCost.Micros - CostOf(inputs, row, units).Micros) / 1e6;
        return new CaseProfit(inputs, row, 0).Of(0, units) + (saved * units) - offer.LineCost;
    }
}
