using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Neural;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>How much each forecaster counts in an ensemble, by what it lost so far.</summary>
/// <remarks>In proportion to 1 ÷ loss², among the few best: Bates and Granger (Operational Research Quarterly 20, 1969)
/// weigh by the inverse of squared errors, and a pinball loss is of the size of an error, not of its square. Naive
/// forecasters take no part, nor one that lost a tenth more than the best. Of a network's heads, which err together,
/// the best one speaks for all.</remarks>
internal sealed class EnsembleWeights
{
    private const string NetworkFamily = "network";

    private readonly string[] _families;
    private readonly BackTestPolicy _policy;

    internal EnsembleWeights(IReadOnlyList<IForecaster> forecasters, BackTestPolicy policy) =>
        (_families, _policy) = ([.. forecasters.Select(FamilyOf)], policy);

    /// <summary>Whether there is anything to average.</summary>
    internal bool HasMembers => _families.Where(family => family.Length > 0).Distinct().Count() > 1;

    /// <summary>Weights by forecaster, 0 or more, that add up to 1.</summary>
    /// <param name="losses">What each lost; null where nothing was seen: all count alike.</param>
    internal double[] Of(double[]? losses)
    {
        var weights = new double[_families.Length];
        foreach (var member in losses is null ? OnePerFamily() : Best(losses))
        {
            weights[member] = losses is null ? 1 : Math.Pow(Math.Max(losses[member], 1e-9), -_policy.EnsemblePower);
        }

        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    // Nobody knows who is better: the last of a family, such as both heads of a network together.
    private IEnumerable<int> OnePerFamily() => Candidates().GroupBy(at => _families[at]).Select(group => group.Last());

    private IEnumerable<int> Best(double[] losses)
    {
        var ranked = Candidates().GroupBy(at => _families[at]).Select(group => group.MinBy(at => losses[at]))
            .OrderBy(at => losses[at]).ToArray();
        var most = losses[ranked[0]] * (1 + _policy.EnsembleReach);
        return ranked.Take(_policy.EnsembleMembers).Where(at => losses[at] <= most);
    }

    private IEnumerable<int> Candidates() =>
        Enumerable.Range(0, _families.Length).Where(at => _families[at].Length > 0);

    private static string FamilyOf(IForecaster forecaster) => forecaster switch
    {
        SeasonalNaive or SameWeekdayMean => "",
        NetworkForecaster => NetworkFamily,
        _ => forecaster.Name,
    };
}
