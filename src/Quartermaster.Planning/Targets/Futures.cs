using Quartermaster.Numerics;

namespace Quartermaster.Planning.Targets;

/// <summary>The futures of one product over the time that a level must cover: lead time plus review period.</summary>
internal readonly ref struct Futures
{
    /// <summary>Demand over the mean lead time plus the review period, ascending.</summary>
    internal ReadOnlySpan<float> AtMeanLeadTime { get; private init; }

    /// <summary>Demand over all lead times plus the review period, ascending.</summary>
    internal ReadOnlySpan<float> Mixed { get; private init; }

    /// <summary>The mean of <see cref="Mixed"/>.</summary>
    internal double MeanUnits { get; private init; }

    /// <summary>Whether the product ends before the longest such time is over.</summary>
    internal bool Ends { get; private init; }

    /// <summary>Reads the futures of a product; they live in the scratch until the next product.</summary>
    internal static Futures Of(TargetInputs inputs, int product, DemandScratch scratch)
    {
        double reviewDays = inputs.Replenishments.Rows[product].ReviewDays;
        var leadTimes = inputs.LeadTimes.Days.Row(product);
        inputs.Demand.Over(product, inputs.LeadTimes.MeanDays(product) + reviewDays, scratch.AtMean);
        var mixed = inputs.Demand.Over(
            product, leadTimes, reviewDays, double.MaxValue, scratch.Mixed, scratch.Other);
        return new()
        {
            AtMeanLeadTime = scratch.AtMean,
            Mixed = mixed,
            MeanUnits = SortedSample.Mean(mixed),
            Ends = inputs.Lives.Rows[product].DaysLeft(inputs.Today) < leadTimes[^1] + reviewDays,
        };
    }

    /// <summary>The same futures without the days after the product's last; ascending.</summary>
    internal static ReadOnlySpan<float> UntilEnd(TargetInputs inputs, int product, DemandScratch scratch) =>
        inputs.Demand.Over(product, inputs.LeadTimes.Days.Row(product),
            inputs.Replenishments.Rows[product].ReviewDays, inputs.Lives.Rows[product].DaysLeft(inputs.Today),
            scratch.Last, scratch.Other);
}
