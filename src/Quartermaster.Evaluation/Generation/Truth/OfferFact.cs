using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>The terms of one vendor for one product.</summary>
/// <param name="Vendor">Which of the aisle's vendors, from 0.</param>
/// <param name="Cost">For one unit, $.</param>
/// <param name="MinimumUnits">Least units of a line.</param>
/// <param name="BreakUnits">Least units for the lower cost; 0 for none.</param>
/// <param name="BreakCost">The lower cost, $.</param>
internal readonly record struct OfferFact(
    int Vendor, decimal Cost, int MinimumUnits, int BreakUnits, decimal BreakCost)
{
    /// <summary>The offers of a product: the first is the one that the history buys from.</summary>
    internal static OfferFact[] Of(ProductFact product, ulong seed)
    {
        double Uniform(ulong what) => KeyedRandom.Uniform(seed, Streams.Offer, product.Key, what);
        var count = Uniform(0) switch { < 0.55 => 1, < 0.9 => 2, _ => 3 };
        var first = (int)(Uniform(1) * VendorFact.PerAisle);
        var offers = new OfferFact[count];
        for (var i = 0; i < count; i++)
        {
            var cost = Math.Round(product.Cost * (i == 0 ? 1m : 1.02m + (0.08m * (decimal)Uniform(2 + (ulong)i))), 2);
            var cases = Uniform(8 + (ulong)i) < 0.3 ? 2 : 1;
            var hasBreak = Uniform(16 + (ulong)i) < 0.35 && product.Level > 0.2;
            var from = product.UnitsPerCase * Math.Max(3, (int)(product.Level * 40 / product.UnitsPerCase));
            offers[i] = new(
                (first + i) % VendorFact.PerAisle, cost, cases * product.UnitsPerCase,
                hasBreak ? from : 0, hasBreak ? Math.Round(cost * 0.96m, 2) : 0);
        }

        return offers;
    }
}
