namespace Quartermaster.Fulfillment.Orders;

/// <summary>Shares the units of one line among open parcels at the least cost.</summary>
/// <remarks>The cost of each parcel's units is convex, so taking the cheapest next unit until all are taken is exact.
/// Steps are bounded by the parcels where no stock value has a slope, else by 64 + parcels × 62.</remarks>
internal static class LineShare
{
    /// <summary>Not possible.</summary>
    internal const long Infeasible = long.MaxValue;

    private const int MostSingleSteps = 64;

    /// <summary>The least cost, micros; <see cref="Infeasible"/> if the parcels have too few units, or the
    /// cheapest division is among more FCs than a line has rows.</summary>
    /// <param name="parcels">The open parcels.</param>
    /// <param name="costs">Costs of units.</param>
    /// <param name="line">The line.</param>
    /// <param name="units">Its units; 1 or more.</param>
    /// <param name="shares">Filled with units per open parcel.</param>
    internal static long Of(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, int line, int units, Span<int> shares)
    {
        shares.Clear();
        var (available, hasSlope) = (0L, false);
        foreach (ref readonly var parcel in parcels)
        {
            available += costs[parcel.Costs + line].Units;
            hasSlope |= costs[parcel.Costs + line].SlopeMicros > 0;
        }

        if (available < units)
        {
            return Infeasible;
        }

        var left = hasSlope && units > MostSingleSteps ? TakeBelowPrice(parcels, costs, line, units, shares) : units;
        while (left > 0)
        {
            var best = Cheapest(parcels, costs, line, shares);
            var cost = costs[parcels[best].Costs + line];
            var step = cost.SlopeMicros == 0 ? Math.Min(left, cost.Units - shares[best]) : 1;
            shares[best] += step;
            left -= step;
        }

        var (total, places) = (0L, 0);
        for (var i = 0; i < parcels.Length; i++)
        {
            places += shares[i] > 0 ? 1 : 0;
            total += costs[parcels[i].Costs + line].Of(shares[i]);
        }

        return places > OrderInputs.FacilitiesPerLine ? Infeasible : total;
    }

    private static int Cheapest(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, int line, ReadOnlySpan<int> shares)
    {
        var (best, bestPrice) = (-1, long.MaxValue);
        for (var i = 0; i < parcels.Length; i++)
        {
            ref readonly var cost = ref costs[parcels[i].Costs + line];
            var price = cost.UnitMicros + (shares[i] * cost.SlopeMicros);
            if (shares[i] < cost.Units && price < bestPrice)
            {
                (best, bestPrice) = (i, price);
            }
        }

        return best;
    }

    // Takes every unit that costs less than the highest price at which they are no more than wanted.
    private static int TakeBelowPrice(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, int line, int units, Span<int> shares)
    {
        var (low, high) = (-(1L << 50), 1L << 61);
        while (high - low > 1)
        {
            var price = low + ((high - low) / 2);
            (low, high) = CountBelow(parcels, costs, line, price, []) <= units ? (price, high) : (low, price);
        }

        return units - (int)CountBelow(parcels, costs, line, low, shares);
    }

    private static long CountBelow(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, int line, long price, Span<int> shares)
    {
        var sum = 0L;
        for (var i = 0; i < parcels.Length; i++)
        {
            ref readonly var cost = ref costs[parcels[i].Costs + line];
            var above = price - cost.UnitMicros;
            var count = above <= 0 ? 0 : cost.SlopeMicros == 0 ? cost.Units
                : Math.Min(cost.Units, ((above - 1) / cost.SlopeMicros) + 1);
            sum += count;
            if (!shares.IsEmpty)
            {
                shares[i] = (int)count;
            }
        }

        return sum;
    }
}
