namespace Quartermaster.Numerics;

/// <summary>Finds a low point of a function of a few numbers, without derivatives.</summary>
/// <remarks>Nelder and Mead, "A simplex method for function minimization", Computer Journal 7 (1965), with their
/// coefficients 1, 2, ½ and ½. A local search: where it starts matters.</remarks>
public static class SimplexSearch
{
    /// <summary>A function to make small; what is not a number counts as infinite.</summary>
    public delegate double Objective(ReadOnlySpan<double> point);

    /// <summary>Searches from a point, which it moves to the best one found.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="point">Where to begin; one to a handful of numbers of size 1 or so. Overwritten.</param>
    /// <param name="step">How far apart the first corners lie; above 0.</param>
    /// <param name="tolerance">Ends when the corners' values differ by no more (and they lie within half a step: two
    /// sides of a valley may be as high); 0 or more.</param>
    /// <param name="mostCalls">Ends after this many calls, give or take one step.</param>
    /// <returns>The value there.</returns>
    public static double Minimize(
        Objective objective, Span<double> point, double step, double tolerance, int mostCalls)
    {
        var size = point.Length;
        Span<double> values = stackalloc double[size + 1];
        var corners = new double[(size + 1) * size];
        Span<double> center = stackalloc double[size];
        Span<double> trial = stackalloc double[size];
        Span<double> further = stackalloc double[size];
        var calls = 0;
        for (var i = 0; i <= size; i++)
        {
            point.CopyTo(corners.AsSpan(i * size, size));
            corners[(i * size) + Math.Max(0, i - 1)] += i > 0 ? step : 0;
            values[i] = Value(objective, corners.AsSpan(i * size, size), ref calls);
        }

        while (true)
        {
            var (best, worst, second) = Rank(values);
            var isClose = values[worst] - values[best] <= tolerance && Spread(corners, size, best) <= step / 2;
            if (isClose || calls >= mostCalls)
            {
                corners.AsSpan(best * size, size).CopyTo(point);
                return values[best];
            }

            Center(corners, size, worst, center);
            var outside = corners.AsSpan(worst * size, size);
            Between(center, outside, -1, trial);
            var reflected = Value(objective, trial, ref calls);
            if (reflected < values[best])
            {
                Between(center, outside, -2, further);
                var expanded = Value(objective, further, ref calls);
                values[worst] = Math.Min(expanded, reflected);
                (expanded < reflected ? further : trial).CopyTo(outside);
            }
            else if (reflected < values[second])
            {
                values[worst] = reflected;
                trial.CopyTo(outside);
            }
            else
            {
                Between(center, outside, reflected < values[worst] ? -0.5 : 0.5, further);
                var contracted = Value(objective, further, ref calls);
                if (contracted < Math.Min(reflected, values[worst]))
                {
                    values[worst] = contracted;
                    further.CopyTo(outside);
                }
                else
                {
                    Shrink(objective, corners, values, best, ref calls);
                }
            }
        }
    }

    private static double Value(Objective objective, ReadOnlySpan<double> at, ref int calls)
    {
        calls++;
        var value = objective(at);
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }

    private static (int Best, int Worst, int Second) Rank(ReadOnlySpan<double> values)
    {
        var (best, worst) = (0, 0);
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] < values[best] ? i : best;
            worst = values[i] >= values[worst] ? i : worst;
        }

        var second = best;
        for (var i = 0; i < values.Length; i++)
        {
            second = i != worst && values[i] > values[second] ? i : second;
        }

        return (best, worst, second);
    }

    // The mean of all corners but one.
    private static void Center(ReadOnlySpan<double> corners, int size, int without, Span<double> center)
    {
        center.Clear();
        for (var i = 0; i <= size; i++)
        {
            for (var at = 0; i != without && at < size; at++)
            {
                center[at] += corners[(i * size) + at] / size;
            }
        }
    }

    // How far the corners lie from one of them, in any of the numbers.
    private static double Spread(ReadOnlySpan<double> corners, int size, int from)
    {
        var most = 0.0;
        for (var i = 0; i < corners.Length; i++)
        {
            most = Math.Max(most, Math.Abs(corners[i] - corners[(from * size) + (i % size)]));
        }

        return most;
    }

    // A point on the line from the center (0) to a corner (1).
    private static void Between(ReadOnlySpan<double> center, ReadOnlySpan<double> corner, double share, Span<double> at)
    {
        for (var i = 0; i < at.Length; i++)
        {
            at[i] = center[i] + (share * (corner[i] - center[i]));
        }
    }

    private static void Shrink(Objective objective, Span<double> corners, Span<double> values, int best, ref int calls)
    {
        var size = values.Length - 1;
        var kept = corners.Slice(best * size, size);
        for (var i = 0; i <= size; i++)
        {
            if (i != best)
            {
                var corner = corners.Slice(i * size, size);
                Between(kept, corner, 0.5, corner);
                values[i] = Value(objective, corner, ref calls);
            }
        }
    }
}
