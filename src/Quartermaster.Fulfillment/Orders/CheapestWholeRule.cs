namespace Quartermaster.Fulfillment.Orders;

/// <summary>Good practice: the cheapest FC that has the whole order; else, again and again, the FC that completes the
/// most lines, the cheaper of equals; lines that no FC can complete are shared, cheapest FC first.</summary>
internal static class CheapestWholeRule
{
    internal static int Choose(in OrderWork work)
    {
        var origins = work.Inputs.Routes.Origins.Length;
        Span<int> turns = stackalloc int[origins];
        Span<long> costs = stackalloc long[origins];
        for (var origin = 0; origin < origins; origin++)
        {
            turns[origin] = PracticeParcels.OfOrigin(in work, origin);
            costs[origin] = turns[origin] < 0 ? long.MaxValue
                : PracticeParcels.CostOf(in work, in work.Parcels[turns[origin]]);
        }

        costs.Sort(turns);
        var openCount = 0;
        Span<bool> isDone = work.Lines.Length <= 256 ? stackalloc bool[work.Lines.Length] : new bool[work.Lines.Length];
        isDone.Clear();
        while (Fullest(in work, turns, isDone) is var best && best >= 0)
        {
            for (var line = 0; line < work.Lines.Length; line++)
            {
                if (CanComplete(in work, best, line, isDone))
                {
                    PracticeParcels.Give(in work, line, [best], ref openCount);
                    isDone[line] = true;
                }
            }
        }

        for (var line = 0; line < work.Lines.Length; line++)
        {
            if (!isDone[line] && work.Wanted[line] > 0)
            {
                PracticeParcels.Give(in work, line, turns, ref openCount);
            }
        }

        return openCount;
    }

    private static int Fullest(in OrderWork work, ReadOnlySpan<int> turns, ReadOnlySpan<bool> isDone)
    {
        var (best, bestLines) = (-1, 0);
        foreach (var i in turns)
        {
            var lines = 0;
            for (var line = 0; i >= 0 && line < work.Lines.Length; line++)
            {
                lines += CanComplete(in work, i, line, isDone) ? 1 : 0;
            }

            if (lines > bestLines)
            {
                (best, bestLines) = (i, lines);
            }
        }

        return best;
    }

    private static bool CanComplete(in OrderWork work, int parcel, int line, ReadOnlySpan<bool> isDone) =>
        !isDone[line] && work.Wanted[line] > 0
        && work.CostOf(in work.Parcels[parcel], line).Units >= work.Wanted[line];
}
