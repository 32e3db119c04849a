namespace Quartermaster.Fulfillment.Orders;

/// <summary>What no set of parcels costs less than, however many FCs ship.</summary>
/// <remarks>Each line pays as much as it can without any parcel being worth opening for more than it costs: a solution
/// of the dual of the facility location program, found by raising one line after the other (dual ascent: Erlenkotter,
/// "A dual-based procedure for uncapacitated facility location", Operations Research 26 (1978) 992–1009). Stock limits
/// and rising worths of stock are left out, which only lowers it. O(rounds × lines × parcels).</remarks>
internal static class SetBound
{
    // A line that no parcel has.
    private const long None = long.MaxValue;

    /// <summary>The bound, micros; 0 if nothing is wanted or a line is nowhere.</summary>
    /// <param name="parcels">The parcels.</param>
    /// <param name="costs">Costs of units.</param>
    /// <param name="wanted">Units of each line; 0 for a line left out.</param>
    /// <param name="splitMicros">The cost of each parcel beyond the first.</param>
    internal static long Of(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, ReadOnlySpan<int> wanted, long splitMicros)
    {
        var (slacks, pays) = (new long[parcels.Length], new long[wanted.Length]);
        for (var i = 0; i < parcels.Length; i++)
        {
            slacks[i] = parcels[i].FixedMicros + splitMicros;
        }

        var (sum, any) = (0L, false);
        for (var line = 0; line < wanted.Length; line++)
        {
            pays[line] = wanted[line] == 0 ? 0 : Next(parcels, costs, wanted, line, long.MinValue);
            if (pays[line] == None)
            {
                return 0;
            }

            any |= wanted[line] > 0;
        }

        for (var raised = true; raised;)
        {
            raised = false;
            for (var line = 0; line < wanted.Length; line++)
            {
                raised |= wanted[line] > 0 && Raise(parcels, costs, wanted, line, slacks, pays);
            }
        }

        foreach (var pay in pays)
        {
            sum += pay;
        }

        // Each parcel was charged a split, the first one has none.
        return any ? sum - splitMicros : 0;
    }

    // To the next parcel's cost, or until a parcel is paid for.
    private static bool Raise(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, ReadOnlySpan<int> wanted, int line,
        Span<long> slacks, Span<long> pays)
    {
        var (now, next) = (pays[line], Next(parcels, costs, wanted, line, pays[line]));
        var by = next == None ? long.MaxValue : next - now;
        for (var i = 0; i < parcels.Length; i++)
        {
            by = CostOf(parcels, costs, wanted, i, line) <= now ? Math.Min(by, slacks[i]) : by;
        }

        if (by is 0 or long.MaxValue)
        {
            return false;
        }

        for (var i = 0; i < parcels.Length; i++)
        {
            slacks[i] -= CostOf(parcels, costs, wanted, i, line) <= now ? by : 0;
        }

        pays[line] += by;
        return true;
    }

    private static long Next(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, ReadOnlySpan<int> wanted, int line, long above)
    {
        var next = None;
        for (var i = 0; i < parcels.Length; i++)
        {
            var cost = CostOf(parcels, costs, wanted, i, line);
            next = cost > above ? Math.Min(next, cost) : next;
        }

        return next;
    }

    private static long CostOf(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, ReadOnlySpan<int> wanted, int parcel, int line)
    {
        ref readonly var cost = ref costs[parcels[parcel].Costs + line];
        return cost.Units > 0 ? wanted[line] * cost.UnitMicros : None;
    }
}
