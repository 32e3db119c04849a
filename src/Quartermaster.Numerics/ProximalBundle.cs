namespace Quartermaster.Numerics;

/// <summary>Finds the lowest point near a center of a roof of planes: the quadratic program of a bundle
/// method.</summary>
/// <remarks>
/// min over y ≥ 0 of max over k of (offset_k + slope_k·y) + |y − center|² / (2·step). Solved in the dual, over the
/// weights of the planes, by exchanges between two planes with exact line search (the pairwise steps of Platt, 1998,
/// and of Lacoste-Julien and Jaggi, 2015). Where these go round in circles (coordinates that change between 0 and more,
/// planes nearly alike), all planes are exchanged at once now and then (<see cref="BundleNewton"/>), never at even
/// intervals, which circles may keep step with.
/// Kiwiel (1990), "Proximity control in bundle methods", Mathematical Programming 46.
/// Cost: O(planes × dimensions) per exchange. Deterministic: ties go to the lowest index.
/// </remarks>
public static class ProximalBundle
{
    private const double Tolerance = 1e-10;
    private const int LineSteps = 40;
    private const int MostOnStack = 256;

    // Few programs need so many exchanges; of those that do, most would never end without it.
    private const int FirstNewton = 32;
    private const int NewtonEvery = 8;

    /// <summary>Solves one program.</summary>
    /// <param name="offsets">One per plane; at least one.</param>
    /// <param name="slopes">Plane after plane, as many as there are dimensions.</param>
    /// <param name="center">One per dimension, 0 or more.</param>
    /// <param name="step">How far to trust the planes; above 0.</param>
    /// <param name="weights">One per plane, 0 or more with sum 1: where to start, and the answer.</param>
    /// <param name="point">One per dimension: the lowest point.</param>
    /// <param name="mostExchanges">The work limit.</param>
    /// <returns>The height of the roof at the point, without the quadratic term.</returns>
    public static double Solve(
        ReadOnlySpan<double> offsets,
        ReadOnlySpan<double> slopes,
        ReadOnlySpan<double> center,
        double step,
        Span<double> weights,
        Span<double> point,
        int mostExchanges = 5_000)
    {
        var dimensions = center.Length;
        var mix = dimensions <= MostOnStack ? stackalloc double[dimensions] : new double[dimensions];
        var isBlocked = false;
        for (var exchange = 0; ; exchange++)
        {
            Place(slopes, center, step, weights, mix, point);
            var (high, low, highest, lowest) = (0, -1, double.NegativeInfinity, double.PositiveInfinity);
            for (var plane = 0; plane < offsets.Length; plane++)
            {
                var height = offsets[plane] + Dot(slopes.Slice(plane * dimensions, dimensions), point);
                (high, highest) = height > highest ? (plane, height) : (high, highest);
                (low, lowest) = weights[plane] > 0 && height < lowest ? (plane, height) : (low, lowest);
            }

            if (exchange >= mostExchanges || highest - lowest <= Tolerance * (1 + Math.Abs(highest)))
            {
                return highest;
            }

            // A step that ended because a plane lost its weight goes on without that plane, or it would come back.
            if (exchange >= FirstNewton && (isBlocked || IsNewton(exchange))
                && AreAllExchanged(offsets, slopes, mix, point, step, weights, high, out isBlocked))
            {
                continue;
            }

            isBlocked = false;

            var most = weights[low];
            var share = LineSearch(offsets[high] - offsets[low], slopes.Slice(high * dimensions, dimensions),
                slopes.Slice(low * dimensions, dimensions), mix, (step, most));
            weights[low] = share >= most ? 0 : most - share;
            weights[high] += share;
        }
    }

    // Now and then, and never in step with a circle.
    private static bool IsNewton(int exchange) =>
        unchecked((uint)exchange * 0x9E3779B9u) < uint.MaxValue / NewtonEvery;

    // Exchanges all planes at once; false where there is nowhere to go.
    private static bool AreAllExchanged(
        ReadOnlySpan<double> offsets, ReadOnlySpan<double> slopes, ReadOnlySpan<double> mix,
        ReadOnlySpan<double> point, double step, Span<double> weights, int high, out bool isBlocked)
    {
        isBlocked = false;
        var (heights, direction) = (new double[offsets.Length], new double[offsets.Length]);
        for (var plane = 0; plane < offsets.Length; plane++)
        {
            heights[plane] = offsets[plane] + Dot(slopes.Slice(plane * mix.Length, mix.Length), point);
        }

        var most = BundleNewton.Find(heights, slopes, mix, weights, high, direction);
        if (most <= 0)
        {
            return false;
        }

        var slope = new double[mix.Length];
        for (var plane = 0; plane < offsets.Length; plane++)
        {
            for (var i = 0; direction[plane] != 0 && i < slope.Length; i++)
            {
                slope[i] += direction[plane] * slopes[(plane * mix.Length) + i];
            }
        }

        var share = LineSearch(Dot(offsets, direction), slope, new double[slope.Length], mix, (step, most));
        isBlocked = share >= most;
        var sum = 0.0;
        for (var plane = 0; plane < weights.Length; plane++)
        {
            var weight = weights[plane] + (share * direction[plane]);

            // What ends the step ends at 0, and is not a rounding error's weight away from it.
            weights[plane] = direction[plane] < 0 && weight <= 1e-14 ? 0 : weight;
            sum += weights[plane];
        }

        foreach (ref var weight in weights)
        {
            weight /= sum;
        }

        return true;
    }

    // mix = center − step·Σ weight·slope, y = max(0, mix)
    private static void Place(
        ReadOnlySpan<double> slopes, ReadOnlySpan<double> center, double step, ReadOnlySpan<double> weights,
        Span<double> mix, Span<double> point)
    {
        mix.Clear();
        for (var plane = 0; plane < weights.Length; plane++)
        {
            var weight = weights[plane];
            for (var i = 0; weight != 0 && i < mix.Length; i++)
            {
                mix[i] += weight * slopes[(plane * mix.Length) + i];
            }
        }

        for (var i = 0; i < center.Length; i++)
        {
            mix[i] = center[i] - (step * mix[i]);
            point[i] = Math.Max(0, mix[i]);
        }
    }

    // The derivative along an exchange falls in straight pieces: bisection with a Newton step inside the bracket.
    private static double LineSearch(double offset, ReadOnlySpan<double> up, ReadOnlySpan<double> down,
        ReadOnlySpan<double> mix, (double Step, double Most) limit)
    {
        var (from, to, share) = (0.0, limit.Most, limit.Most);
        for (var line = 0; line < LineSteps; line++)
        {
            var (slope, bend) = (offset, 0.0);
            for (var i = 0; i < mix.Length; i++)
            {
                var difference = up[i] - down[i];
                var y = mix[i] - (limit.Step * share * difference);
                slope += y > 0 ? difference * y : 0;
                bend += y > 0 ? limit.Step * difference * difference : 0;
            }

            (from, to) = slope >= 0 ? (share, to) : (from, share);
            if (from >= to || Math.Abs(slope) <= 1e-15 * (1 + Math.Abs(offset)))
            {
                break;
            }

            var newton = bend > 0 ? share + (slope / bend) : (from + to) / 2;
            share = newton > from && newton < to ? newton : (from + to) / 2;
        }

        return share;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
