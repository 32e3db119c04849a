namespace Quartermaster.Fulfillment.Orders;

/// <summary>What the two rules of practice have in common: one way per FC, opened as lines need it.</summary>
internal static class PracticeParcels
{
    /// <summary>The FC's way that takes the most lines, and of those the cheapest for the whole order; −1 for none.
    /// </summary>
    internal static int OfOrigin(in OrderWork work, int origin)
    {
        var (best, bestLines, bestCost) = (-1, 0, long.MaxValue);
        for (var i = 0; i < work.Parcels.Length; i++)
        {
            ref readonly var parcel = ref work.Parcels[i];
            if (parcel.Origin == origin)
            {
                var lines = 0;
                for (var line = 0; line < work.Lines.Length; line++)
                {
                    lines += work.CostOf(in parcel, line).Units > 0 ? 1 : 0;
                }

                var cost = CostOf(in work, in parcel);
                if (lines > bestLines || (lines == bestLines && cost < bestCost))
                {
                    (best, bestLines, bestCost) = (i, lines, cost);
                }
            }
        }

        return best;
    }

    /// <summary>What the whole order would cost in a parcel.</summary>
    internal static long CostOf(in OrderWork work, in Parcel parcel)
    {
        var cost = parcel.FixedMicros;
        for (var line = 0; line < work.Lines.Length; line++)
        {
            cost += work.Wanted[line] * work.CostOf(in parcel, line).UnitMicros;
        }

        return cost;
    }

    /// <summary>The place of a parcel among the opened ones, opening it if there is room; −1 if there is
    /// none.</summary>
    internal static int Open(in OrderWork work, in Parcel parcel, ref int openCount)
    {
        for (var i = 0; i < openCount; i++)
        {
            if (work.Open[i].Origin == parcel.Origin)
            {
                return i;
            }
        }

        if (openCount == work.Open.Length)
        {
            return -1;
        }

        work.Open[openCount] = parcel;
        return openCount++;
    }

    /// <summary>Gives a line to parcels in turn: to the first that has all of it, else piece by piece.</summary>
    /// <param name="work">The order.</param>
    /// <param name="line">The line.</param>
    /// <param name="turns">Parcels, by index; −1 for none.</param>
    /// <param name="openCount">How many parcels are open.</param>
    internal static void Give(in OrderWork work, int line, ReadOnlySpan<int> turns, ref int openCount)
    {
        var shares = work.SharesOf(line);
        var (left, before, places) = (work.Wanted[line], openCount, OrderInputs.FacilitiesPerLine);
        foreach (var i in turns)
        {
            if (left > 0 && i >= 0 && work.CostOf(in work.Parcels[i], line).Units >= work.Wanted[line]
                && Open(in work, in work.Parcels[i], ref openCount) is var place && place >= 0)
            {
                (shares[place], left) = (left, 0);
            }
        }

        foreach (var i in turns)
        {
            if (left > 0 && places > 0 && i >= 0 && work.CostOf(in work.Parcels[i], line).Units is var units
                && units > 0
                && Open(in work, in work.Parcels[i], ref openCount) is var place && place >= 0)
            {
                shares[place] = Math.Min(units, left);
                left -= shares[place];
                places--;
            }
        }

        if (left > 0)
        {
            shares.Clear();
            (work.Wanted[line], openCount) = (0, before);
        }
    }
}
