namespace Quartermaster.Fulfillment.Routes;

/// <summary>The ways of one day, by region; those of a stripe of regions together, so that days share the stripes in
/// which nothing changed.</summary>
/// <param name="stripes">The stripes, of <see cref="RegionSlots.Stripe"/> regions each.</param>
internal sealed class FoundWays(FoundStripe[] stripes)
{
    /// <summary>The ways to a region: by label, then by slot.</summary>
    internal ReadOnlySpan<FoundWay> Of(int region) =>
        stripes[region / RegionSlots.Stripe].Of(region % RegionSlots.Stripe);

    /// <summary>The same ways, where their labels have other numbers.</summary>
    /// <param name="numbers">For each label its number from now on.</param>
    internal FoundWays Renumbered(int[] numbers) => new(Array.ConvertAll(stripes, stripe => stripe with
    {
        All = Array.ConvertAll(stripe.All, way => way with { Label = numbers[way.Label] }),
    }));

    /// <summary>The same ways, but for some regions those found anew.</summary>
    /// <param name="found">The ways found anew.</param>
    /// <param name="change">Says of which regions.</param>
    internal FoundWays With(FoundWays found, DayChange change)
    {
        var mixed = (FoundStripe[])stripes.Clone();
        for (var stripe = 0; stripe < mixed.Length; stripe++)
        {
            var first = stripe * RegionSlots.Stripe;
            var isOld = true;
            for (var region = first; region < first + RegionSlots.Stripe && isOld; region++)
            {
                isOld = !change.Concerns(region);
            }

            mixed[stripe] = isOld ? stripes[stripe] : Mix(found, change, first);
        }

        return new(mixed);
    }

    private FoundStripe Mix(FoundWays found, DayChange change, int first)
    {
        var starts = new int[RegionSlots.Stripe + 1];
        for (var i = 0; i < RegionSlots.Stripe; i++)
        {
            starts[i + 1] = starts[i] + (change.Concerns(first + i) ? found : this).Of(first + i).Length;
        }

        var all = new FoundWay[starts[^1]];
        for (var i = 0; i < RegionSlots.Stripe; i++)
        {
            (change.Concerns(first + i) ? found : this).Of(first + i).CopyTo(all.AsSpan(starts[i]));
        }

        return new(starts, all);
    }
}

/// <summary>The ways to a stripe of regions.</summary>
/// <param name="Starts">For each region of the stripe where its ways start; one more at the end.</param>
/// <param name="All">Region after region.</param>
internal sealed record FoundStripe(int[] Starts, FoundWay[] All)
{
    /// <summary>The ways to a region, by its place in the stripe.</summary>
    internal ReadOnlySpan<FoundWay> Of(int place) => All.AsSpan(Starts[place]..Starts[place + 1]);
}
