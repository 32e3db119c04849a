using Quartermaster.Evaluation.Metrics;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>What policies did in the same worlds, at equal service.</summary>
/// <remarks>A company with two settings is read, replication by replication, where the straight line through both has
/// the service of ours: more stock always serves better, so figures at different service would prove nothing. The
/// line is followed up to twice the settings' distance beyond either; <see cref="ShareOutside"/> says how often it was.
/// </remarks>
/// <param name="Names">The companies, ours first.</param>
/// <param name="Tallies">By company, then setting (one, or two that lie around our service), then replication.</param>
public sealed record ComparisonResult(IReadOnlyList<string> Names, IReadOnlyList<Tally[][]> Tallies)
{
    // The line is not followed farther than this many times the distance of the two settings beyond either.
    private const double MostBeyond = 2;

    /// <summary>What all are read at the same value of: in-stock unless said otherwise.</summary>
    public Measure Service { get; init; } = Measure.Named("in_stock");

    /// <summary>The number of replications.</summary>
    public int Replications => Tallies[0][0].Length;

    /// <summary>A measure of one company with its interval.</summary>
    public Interval Of(int company, Measure measure) => Interval.Of(Values(company, measure));

    /// <summary>Ours less another's, pair by pair.</summary>
    public Interval Against(int company, Measure measure) => Interval.OfPairs(Values(0, measure), Values(company,
        measure));

    /// <summary>Ours less another's as a share of the other's, pair by pair.</summary>
    public Interval ShareAgainst(int company, Measure measure)
    {
        var (ours, theirs) = (Values(0, measure), Values(company, measure));
        var shares = new double[ours.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = (ours[i] - theirs[i]) / Math.Abs(theirs[i]);
        }

        return Interval.Of(shares);
    }

    /// <summary>The share of replications in which a company was read outside its two settings, because our service
    /// lies beyond both: there the straight line is a guess. 0 for a company with one setting.</summary>
    public double ShareOutside(int company)
    {
        var settings = Tallies[company];
        return settings.Length == 1
            ? 0
            : (double)Enumerable.Range(0, Replications).Count(i => IsOutside(settings, i)) / Replications;
    }

    private bool IsOutside(Tally[][] settings, int replication)
    {
        var ours = Service.Of(Tallies[0][0][replication]);
        var (first, second) = (Service.Of(settings[0][replication]), Service.Of(settings[1][replication]));
        return ours < Math.Min(first, second) || ours > Math.Max(first, second);
    }

    private double[] Values(int company, Measure measure)
    {
        var values = new double[Replications];
        for (var replication = 0; replication < values.Length; replication++)
        {
            var settings = Tallies[company];
            var first = measure.Of(settings[0][replication]);
            values[replication] = settings.Length == 1
                ? first
                : first + (Way(settings, replication) * (measure.Of(settings[1][replication]) - first));
        }

        return values;
    }

    // How far ours lies on the way from the first setting to the second: 0 at the one, 1 at the other.
    private double Way(Tally[][] settings, int replication)
    {
        var (low, high) = (Service.Of(settings[0][replication]), Service.Of(settings[1][replication]));
        var way = (Service.Of(Tallies[0][0][replication]) - low) / (high - low);
        return double.IsFinite(way) ? Math.Clamp(way, -MostBeyond, 1 + MostBeyond) : 0.5;
    }
}
