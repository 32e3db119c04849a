using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>What will rest at the centers halfway through the cover, whatever is decided today: goods there and on
/// their way, less what customers take, which nobody knows.</summary>
/// <remarks>
/// Mean and variance over the futures of demand, so that limits can keep a high quantile of the load free (usage
/// is random). Products are independent but for the market's common factor, whose part of a product's variance over n
/// days is n·c/(1 + (n − 1)·ρ) with ρ its <see cref="ForecastRow.Persistence"/> and c its
/// <see cref="ForecastRow.CommonLoading"/>; that part adds up in step. Customers go to a center by chance, each apart:
/// s·(1 − s)·μ of variance for its share s of μ units. O(products × centers).
/// </remarks>
internal sealed class StorageLoads
{
    private readonly Dictionary<(FacilityId, StorageClass), (double Mean, double Own, double Common)> _loads = [];

    private StorageLoads()
    {
    }

    /// <summary>The load of a center's room: mean and standard deviation, cubic meters.</summary>
    internal (double Mean, double Deviation) Of(FacilityId facility, StorageClass storageClass)
    {
        var (mean, own, common) = _loads.GetValueOrDefault((facility, storageClass));
        return (mean, Math.Sqrt(own + (common * common)));
    }

    /// <summary>The loads of a day.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="resting">What customers want until then.</param>
    internal static StorageLoads Of(CompanyFacts facts, PlanningState state, RestingDemand resting)
    {
        var loads = new StorageLoads();
        for (var row = 0; row < facts.Products.Count; row++)
        {
            loads.Add(facts, state, row, resting.Units.Row(row), resting.InStep.Rows[row]);
        }

        return loads;
    }

    private void Add(CompanyFacts facts, PlanningState state, int row, ReadOnlySpan<float> wanted,
        double inStep)
    {
        ref readonly var product = ref facts.Products.Rows[row];
        var volume = product.VolumeCubicCentimeters * 1e-6;
        for (var center = 0; center < facts.Centers.Length; center++)
        {
            var at = (row * facts.Centers.Length) + center;
            double stock = state.Available[at] + state.OnOrder[at];
            if (stock <= 0)
            {
                continue;
            }

            var (mean, variance, chance) = LeftOf(stock, facts.CenterShares.Row(row)[center], wanted);
            var key = (facts.Centers[center], product.StorageClass);
            var load = _loads.GetValueOrDefault(key);
            _loads[key] = (load.Mean + (volume * mean),
                load.Own + (volume * volume * ((variance * (1 - inStep)) + chance)),
                load.Common + (volume * Math.Sqrt(variance * inStep)));
        }
    }

    // Units that are left of a stock after a share of each of some equally likely demands; and what variance the choice
    // of a center adds, customer by customer.
    private static (double Mean, double Variance, double Chance) LeftOf(
        double stock, double share, ReadOnlySpan<float> wanted)
    {
        var (sum, squares, chance) = (0.0, 0.0, 0.0);
        foreach (var units in wanted)
        {
            var left = Math.Max(0, stock - (share * units));
            sum += left;
            squares += left * left;
            chance += left > 0 ? share * (1 - share) * units : 0;
        }

        var mean = sum / wanted.Length;
        return (mean, Math.Max(0, (squares / wanted.Length) - (mean * mean)), chance / wanted.Length);
    }
}
