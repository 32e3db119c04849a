namespace Quartermaster.Numerics;

/// <summary>Where exchanges between two planes go round in circles: all planes that have weight are exchanged at once,
/// so that they meet at one height.</summary>
/// <remarks>
/// With the coordinates that are above 0 taken to stay so, heights are linear in the weights, and the step that makes
/// them equal solves one symmetric system (an active-set Newton step; Wolfe, 1976, "Finding the nearest point in a
/// polytope", Mathematical Programming 11, for the projection onto a hull). It goes as far as no weight falls below 0;
/// the caller searches along it, so that it never makes things worse. O(n² dimensions + n³) of n planes.
/// </remarks>
internal static class BundleNewton
{
    // Planes that say the same leave the system open: of its solutions a short one.
    private const double Ridge = 1e-10;

    /// <summary>Finds the step.</summary>
    /// <param name="heights">Of each plane at the point.</param>
    /// <param name="slopes">Plane after plane.</param>
    /// <param name="mix">The point before it is kept at 0 or more.</param>
    /// <param name="weights">Of the planes.</param>
    /// <param name="highest">The highest plane, which takes part without weight, too.</param>
    /// <param name="direction">Overwritten: how the weights change; sum 0, the largest 1 or −1.</param>
    /// <returns>How far it may go; 0 for nowhere.</returns>
    internal static double Find(
        ReadOnlySpan<double> heights, ReadOnlySpan<double> slopes, ReadOnlySpan<double> mix,
        ReadOnlySpan<double> weights, int highest, Span<double> direction)
    {
        var planes = PlanesOf(weights, highest);
        var matrix = MatrixOf(planes, slopes, mix);
        var (unequal, ones) = (new double[planes.Length], new double[planes.Length]);
        for (var i = 0; i < planes.Length; i++)
        {
            // How far below the highest: near the end heights are nearly alike, and only what differs must count.
            (unequal[i], ones[i]) = (heights[planes[i]] - heights[highest], 1);
        }

        Cholesky.Solve((double[])matrix.Clone(), unequal);
        Cholesky.Solve(matrix, ones);
        var level = unequal.Sum() / ones.Sum();
        for (var i = 0; i < planes.Length; i++)
        {
            unequal[i] -= level * ones[i];
        }

        // Of a direction that is small a line search could not tell its slope from none.
        var largest = Math.Max(unequal.Max(), -unequal.Min());
        if (!(largest > 0))
        {
            return 0;
        }

        var most = double.PositiveInfinity;
        direction.Clear();
        for (var i = 0; i < planes.Length; i++)
        {
            var change = unequal[i] / largest;
            direction[planes[i]] = change;
            most = change < 0 ? Math.Min(most, weights[planes[i]] / -change) : most;
        }

        return double.IsFinite(most) ? most : 0;
    }

    private static int[] PlanesOf(ReadOnlySpan<double> weights, int highest)
    {
        var planes = new List<int>();
        for (var plane = 0; plane < weights.Length; plane++)
        {
            if (weights[plane] > 0 || plane == highest)
            {
                planes.Add(plane);
            }
        }

        return [.. planes];
    }

    // Products of slopes over the coordinates above 0, scaled so that the largest is 1: only the direction counts.
    private static double[] MatrixOf(int[] planes, ReadOnlySpan<double> slopes, ReadOnlySpan<double> mix)
    {
        var (count, dimensions, largest) = (planes.Length, mix.Length, double.Epsilon);
        var matrix = new double[count * count];
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var sum = 0.0;
                for (var i = 0; i < dimensions; i++)
                {
                    sum += mix[i] > 0
                        ? slopes[(planes[a] * dimensions) + i] * slopes[(planes[b] * dimensions) + i] : 0;
                }

                matrix[(a * count) + b] = matrix[(b * count) + a] = sum;
            }

            largest = Math.Max(largest, matrix[(a * count) + a]);
        }

        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
            {
                matrix[(a * count) + b] = (matrix[(a * count) + b] / largest) + (a == b ? Ridge : 0);
            }
        }

        return matrix;
    }
}
