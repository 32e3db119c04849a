namespace Quartermaster.Evaluation.Simulation;

/// <summary>Finds the setting of a policy at which it serves as well as another: tuned on worlds of their
/// own.</summary>
/// <remarks>Comparing costs at different service proves nothing: more stock always serves better. In-stock rises with
/// the setting, so straight lines between the settings that were tried find the one that is wanted.</remarks>
public static class ServiceTuning
{
    /// <summary>The next setting to try.</summary>
    /// <param name="tried">Settings and the in-stock they gave, in any order; at least one.</param>
    /// <param name="wanted">The in-stock wanted.</param>
    /// <param name="least">The smallest setting allowed.</param>
    /// <param name="most">The greatest setting allowed.</param>
    /// <param name="step">By what factor to go on where the wanted in-stock was not yet passed; above 1.</param>
    public static double Next(
        IReadOnlyList<(double Setting, double InStock)> tried, double wanted, double least, double most,
            double step = 1.6)
    {
        var below = tried.Where(t => t.InStock < wanted).OrderByDescending(t => t.Setting).ToArray();
        var above = tried.Where(t => t.InStock >= wanted).OrderBy(t => t.Setting).ToArray();
        if (above.Length == 0)
        {
            return Math.Min(most, below[0].Setting * step);
        }

        if (below.Length == 0)
        {
            return Math.Max(least, above[0].Setting / step);
        }

        var (low, high) = (below[0], above[0]);
        var share = (wanted - low.InStock) / Math.Max(1e-9, high.InStock - low.InStock);
        return low.Setting + (Math.Clamp(share, 0.1, 0.9) * (high.Setting - low.Setting));
    }

    /// <summary>The setting whose in-stock came nearest.</summary>
    public static double Nearest(IReadOnlyList<(double Setting, double InStock)> tried, double wanted) =>
        tried.MinBy(t => (Math.Abs(t.InStock - wanted), t.Setting)).Setting;
}
