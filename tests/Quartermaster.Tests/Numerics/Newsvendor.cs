namespace Quartermaster.Tests.Numerics;

/// <summary>The newsvendor's cost by its definition, to judge orders by.</summary>
internal static class Newsvendor
{
    /// <summary>The expected cost h·E[(y − D)⁺] + p·E[(D − y)⁺].</summary>
    /// <param name="demand">Equally likely demands D.</param>
    /// <param name="owned">y, in the quantity's unit.</param>
    /// <param name="leftOverCost">h, currency per unit left over.</param>
    /// <param name="shortageCost">p, currency per unit short.</param>
    internal static double Cost(float[] demand, double owned, double leftOverCost, double shortageCost) =>
        demand.Average(units => units <= owned ? leftOverCost * (owned - units) : shortageCost * (units - owned));
}
