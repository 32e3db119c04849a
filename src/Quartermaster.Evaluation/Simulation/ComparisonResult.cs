using Quartermaster.Evaluation.Metrics;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>What policies did in the same worlds.</summary>
/// <param name="Names">The companies, ours first.</param>
/// <param name="Tallies">By company, then replication.</param>
public sealed record ComparisonResult(IReadOnlyList<string> Names, Tally[][] Tallies)
{
    /// <summary>The number of replications.</summary>
    public int Replications => Tallies[0].Length;

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

    private double[] Values(int company, Measure measure) => Array.ConvertAll(Tallies[company], t => measure.Of(t));
}
