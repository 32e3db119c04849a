using Quartermaster.Domain;
using Quartermaster.Evaluation.Generation.Places;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>What the demand of all aisles has in common, in one replication.</summary>
internal sealed class DemandWorld
{
    /// <param name="sample">The settings.</param>
    /// <param name="replication">0 for the sample's own future.</param>
    /// <param name="region">The number of a region's code in the workspace.</param>
    internal DemandWorld(SampleRetail sample, ulong replication, Func<string, RegionId> region)
    {
        Sample = sample;
        Seeds = new(sample.Seed, sample.Days, replication);
        Years = new(sample);
        Market = new(sample, Seeds);
        Regions = Array.ConvertAll(Place.Metros, metro => region(metro.Code));
    }

    private DemandWorld(DemandWorld other, ulong replication)
    {
        (Sample, Years, Regions) = (other.Sample, other.Years, other.Regions);
        Seeds = new(Sample.Seed, Sample.Days, replication);
        Market = new(Sample, Seeds);
    }

    /// <summary>Another future of the same world.</summary>
    internal DemandWorld Replicate(ulong replication) => new(this, replication);

    internal SampleRetail Sample { get; }

    internal Seeds Seeds { get; }

    internal CategoryYears Years { get; }

    internal MarketWeeks Market { get; }

    /// <summary>What the workspace calls each metro.</summary>
    internal RegionId[] Regions { get; }
}
