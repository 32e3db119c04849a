using Quartermaster.Numerics;

namespace Quartermaster.Planning.Targets;

/// <summary>Memory for one product at a time, and the fixed lattice on which facilities' shares are drawn.</summary>
/// <remarks>Made once per call, so that nothing is allocated per row.</remarks>
internal sealed class DemandScratch
{
    /// <summary>Equally likely values of a facility's demand.</summary>
    internal const int LocalPaths = 128;

    // Multiples of the golden ratio: with ranks of demand as the other axis they cover the unit square evenly.
    private const double GoldenRatio = 0.618033988749894848;

    private static readonly double[] s_uniforms =
        [.. Enumerable.Range(0, LocalPaths).Select(i => ((i + 0.5) * GoldenRatio) % 1)];

    private static readonly double[] s_normals = [.. s_uniforms.Select(Normal.Quantile)];

    private readonly double _shareVariance;

    /// <param name="inputs">For which products.</param>
    /// <param name="shareVariance">The variance of a facility's share over its square, 0 or more.</param>
    internal DemandScratch(TargetInputs inputs, double shareVariance)
    {
        var (paths, most) = (inputs.Demand.Paths, Math.Max(inputs.Demand.Paths, LocalPaths));
        _shareVariance = shareVariance;
        (AtMean, Review, Horizon) = (new float[paths], new float[paths], new float[paths]);
        (HorizonSums, HorizonInverses) = (new double[most + 1], new double[most + 1]);
        Mixed = new float[paths * inputs.LeadTimes.Days.Columns];
        (Other, Last) = (new float[Mixed.Length], new float[Mixed.Length]);
        Suffixes = new double[Math.Max(Mixed.Length, LocalPaths) + 1];
    }

    /// <summary>Room for demand over the mean lead time.</summary>
    internal float[] AtMean { get; }

    /// <summary>Room for demand over one review period.</summary>
    internal float[] Review { get; }

    /// <summary>Room for demand over the horizon in which stock must sell.</summary>
    internal float[] Horizon { get; }

    /// <summary>Room for sums of the lowest values of demand over the horizon.</summary>
    internal double[] HorizonSums { get; }

    /// <summary>Room for sums of one over each of them.</summary>
    internal double[] HorizonInverses { get; }

    /// <summary>Room for demand over all lead times.</summary>
    internal float[] Mixed { get; }

    /// <summary>Room to merge in.</summary>
    internal float[] Other { get; }

    /// <summary>Room for demand until the product ends.</summary>
    internal float[] Last { get; }

    /// <summary>Room for sums of the highest values of a sample.</summary>
    internal double[] Suffixes { get; }

    /// <summary>Room for costs by units owned, and for as many other numbers three times.</summary>
    internal double[] Costs { get; } = new double[4 * OrderCost.Cells];

    /// <summary>Room for a facility's demand.</summary>
    internal float[] Local { get; } = new float[LocalPaths];

    /// <summary>Room for a facility's demand over one review period.</summary>
    internal float[] LocalReview { get; } = new float[LocalPaths];

    /// <summary>Room for a facility's demand over the horizon.</summary>
    internal float[] LocalHorizon { get; } = new float[LocalPaths];

    /// <summary>A node's part of demand, ascending: all of it in the network's row.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="product">The product.</param>
    /// <param name="row">The node.</param>
    /// <param name="network">Demand of the network, ascending.</param>
    /// <param name="local">Room for a facility's.</param>
    internal ReadOnlySpan<float> OfNode(TargetInputs inputs, int product, int row, ReadOnlySpan<float> network,
        Span<float> local) =>
        row == inputs.FirstRow(product) ? network : Split(network, inputs.Nodes.Rows[row].Share, local);

    /// <summary>Fills room with a facility's part of demand, ascending.</summary>
    /// <param name="network">Demand of the network, ascending.</param>
    /// <param name="share">The facility's expected share, 0 to 1.</param>
    /// <param name="local">The room: as many values as <see cref="LocalPaths"/>.</param>
    /// <remarks>For each of 128 futures of the network one count, negative binomial around the share: customers go
    /// here by chance, and the share itself is not known.</remarks>
    internal ReadOnlySpan<float> Split(ReadOnlySpan<float> network, float share, Span<float> local)
    {
        Span<double> units = stackalloc double[LocalPaths];
        for (var i = 0; i < LocalPaths; i++)
        {
            units[i] = (double)share * network[(int)(((2 * i) + 1L) * network.Length / (2 * LocalPaths))];
        }

        NegativeBinomial.Quantiles(units, _shareVariance, s_uniforms, s_normals);
        for (var i = 0; i < LocalPaths; i++)
        {
            local[i] = (float)units[i];
        }

        SortedSample.SortWhole(local);
        return local;
    }
}
