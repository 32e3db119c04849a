using Quartermaster.Evaluation.Metrics;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>What policies did in the same worlds, at equal service.</summary>
/// <remarks>
/// More stock always serves better, so figures at different service would prove nothing. A company with two settings is
/// read on the straight line between their means, at the place where its mean service is that of ours; the place is the
/// same in every replication. The line is followed up to twice the settings' distance beyond either;
/// <see cref="IsOutside"/> says whether it was. Intervals are jackknife intervals over replications (Efron and
/// Tibshirani, An Introduction to the Bootstrap, 1993, chapter 11), which count that the place was itself estimated;
/// without a second setting they are the usual paired ones.
/// </remarks>
/// <param name="Names">The companies, ours first.</param>
/// <param name="Tallies">By company, then setting (one, or two that lie around our service), then replication.</param>
public sealed record ComparisonResult(IReadOnlyList<string> Names, IReadOnlyList<Tally[][]> Tallies)
{
    // The line is not followed farther than this many times the distance of the two settings beyond either.
    private const double MostBeyond = 2;

    private const int Nobody = -1;

    /// <summary>What all are read at the same value of: in-stock unless said otherwise.</summary>
    public Measure Service { get; init; } = Measure.Named("in_stock");

    /// <summary>What amounts are in; empty where nobody reads them.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The number of replications.</summary>
    public int Replications => Tallies[0][0].Length;

    /// <summary>A measure of one company with its interval.</summary>
    public Interval Of(int company, Measure measure) => Estimate(without => Mean(company, measure, without));

    /// <summary>Ours less another's.</summary>
    public Interval Against(int company, Measure measure) =>
        Estimate(without => Mean(0, measure, without) - Mean(company, measure, without));

    /// <summary>Ours less another's, interval and all, as a share of the other's mean.</summary>
    /// <remarks>The mean is taken as it is: were its own chance counted too, this interval could leave zero out where
    /// that of <see cref="Against"/> does not, and there would be two verdicts.</remarks>
    public Interval ShareAgainst(int company, Measure measure)
    {
        var (amount, theirs) = (Against(company, measure), Math.Abs(Mean(company, measure, Nobody)));
        return new(amount.Mean / theirs, amount.HalfWidth / theirs, amount.Count);
    }

    /// <summary>Whether a company was read outside its two settings, because our service lies beyond both: there the
    /// straight line is a guess. Never for a company with one setting.</summary>
    public bool IsOutside(int company) => Tallies[company].Length > 1 && Way(company, Nobody) is < 0 or > 1;

    // The estimate over all replications, and how much it would move without each of them.
    private Interval Estimate(Func<int, double> estimate)
    {
        var (all, pseudo) = (estimate(Nobody), new double[Replications]);
        if (pseudo.Length < 2)
        {
            return Interval.Of([all]);
        }

        for (var i = 0; i < pseudo.Length; i++)
        {
            pseudo[i] = (pseudo.Length * all) - ((pseudo.Length - 1) * estimate(i));
        }

        return Interval.Of(pseudo) with { Mean = all };
    }

    private double Mean(int company, Measure measure, int without)
    {
        var settings = Tallies[company];
        var first = Mean(settings[0], measure, without);
        return settings.Length == 1
            ? first
            : first + (Way(company, without) * (Mean(settings[1], measure, without) - first));
    }

    // How far ours lies on the way from the first setting to the second: 0 at the one, 1 at the other.
    private double Way(int company, int without)
    {
        var settings = Tallies[company];
        var (low, high) = (Mean(settings[0], Service, without), Mean(settings[1], Service, without));
        var way = (Mean(Tallies[0][0], Service, without) - low) / (high - low);
        return double.IsFinite(way) ? Math.Clamp(way, -MostBeyond, 1 + MostBeyond) : 0.5;
    }

    private static double Mean(Tally[] tallies, Measure measure, int without)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < tallies.Length; i++)
        {
            if (i != without)
            {
                sum += measure.Of(tallies[i]);
                count++;
            }
        }

        return sum / count;
    }
}
