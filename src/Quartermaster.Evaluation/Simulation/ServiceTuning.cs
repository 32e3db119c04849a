namespace Quartermaster.Evaluation.Simulation;

/// <summary>Finds the setting of a policy at which it serves as well as another: tuned on worlds of their
/// own.</summary>
/// <remarks>Comparing costs at different service proves nothing: more stock always serves better. Service (in-stock,
/// fill rate) rises with the setting, so straight lines between the settings that were tried find the one that is
/// wanted.</remarks>
public static class ServiceTuning
{
    // A setting this near to 0 (a safety factor may lie below it) is left by steps of this size, not by factors.
    private const double NearZero = 0.3;

    /// <summary>The next setting to try.</summary>
    /// <param name="tried">Settings and the service they gave, in any order; at least one.</param>
    /// <param name="wanted">The service wanted, a share.</param>
    /// <param name="least">The smallest setting allowed.</param>
    /// <param name="most">The greatest setting allowed.</param>
    /// <param name="step">By what factor to go on where the wanted service was not yet passed; above 1.</param>
    public static double Next(
        IReadOnlyList<(double Setting, double Service)> tried, double wanted, double least, double most,
            double step = 1.6)
    {
        // Settings without a service (nobody looked) say nothing; without any there is no reason to move.
        if (!double.IsFinite(wanted) || !tried.Any(t => double.IsFinite(t.Service)))
        {
            return Math.Clamp(tried[^1].Setting, least, most);
        }

        var below = tried.Where(t => t.Service < wanted).OrderByDescending(t => t.Setting).ToArray();
        var above = tried.Where(t => t.Service >= wanted).OrderBy(t => t.Setting).ToArray();
        // Every miss on one side makes the next step longer.
        if (above.Length == 0)
        {
            var setting = below[0].Setting;
            return Math.Min(most, Math.Max(setting * Math.Pow(step, below.Length), setting + NearZero));
        }

        if (below.Length == 0)
        {
            var setting = above[0].Setting;
            return Math.Max(least, setting > NearZero ? setting / Math.Pow(step, above.Length) : setting - NearZero);
        }

        var (low, high) = (below[0], above[0]);
        var share = (wanted - low.Service) / Math.Max(1e-9, high.Service - low.Service);
        return low.Setting + (Math.Clamp(share, 0.1, 0.9) * (high.Setting - low.Setting));
    }

    /// <summary>Two settings that lie around the wanted service.</summary>
    /// <param name="tried">Settings and the service they gave, in any order; at least two.</param>
    /// <param name="wanted">The service wanted, a share.</param>
    /// <param name="points">How far around, as a share: 0.01 for one point above and below.</param>
    /// <param name="least">The smallest setting allowed.</param>
    /// <param name="most">The greatest setting allowed.</param>
    public static (double Low, double High) Around(
        IReadOnlyList<(double Setting, double Service)> tried, double wanted, double points, double least, double most)
    {
        // The nearest on either side, else the two nearest.
        var known = tried.Where(t => double.IsFinite(t.Service - wanted))
            .OrderBy(t => Math.Abs(t.Service - wanted)).ThenBy(t => t.Setting).ToArray();
        var nearest = known.Where(t => t.Service < wanted).Take(1)
            .Concat(known.Where(t => t.Service >= wanted).Take(1)).Concat(known)
            .Distinct().Take(2).OrderBy(t => t.Setting).ToArray();
        // Without two of them there is no slope: a little to either side of what is known.
        var (low, high) = nearest.Length switch
        {
            0 => (tried[^1] with { Service = 0 }, tried[^1] with { Service = 0 }),
            1 => (nearest[0], nearest[0]),
            _ => (nearest[0], nearest[1]),
        };
        wanted = double.IsFinite(wanted) ? wanted : low.Service;
        var rises = high.Service - low.Service;
        var perPoint = rises > 1e-6 ? (high.Setting - low.Setting) / rises : 0;
        var size = Math.Max(Math.Abs(low.Setting), NearZero);
        var middle = low.Setting + Math.Clamp(perPoint * (wanted - low.Service), -size / 2, size);
        // Never so near to each other that chance decides which serves better.
        size = Math.Max(Math.Abs(middle), NearZero);
        var away = Math.Clamp(points * perPoint, 0.03 * size, 0.5 * size);
        return (Math.Clamp(middle - away, least, most), Math.Clamp(middle + away, least, most));
    }
}
