namespace Quartermaster.Numerics;

/// <summary>Student's t distribution, for intervals over few replications.</summary>
public static class StudentT
{
    /// <summary>The point below which a probability lies.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="degreesOfFreedom">1 or more.</param>
    /// <remarks>Bisection on the distribution function; about 60 evaluations.</remarks>
    public static double Quantile(double probability, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(probability is > 0 and < 1, true);
        if (probability < 0.5)
        {
            return -Quantile(1 - probability, degreesOfFreedom);
        }

        var (low, high) = (0.0, 1.0);
        while (Cdf(high, degreesOfFreedom) < probability)
        {
            high *= 2;
        }

        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Cdf(middle, degreesOfFreedom) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The probability of a value at or below a point.</summary>
    public static double Cdf(double t, int degreesOfFreedom)
    {
        var x = degreesOfFreedom / (degreesOfFreedom + (t * t));
        var tail = 0.5 * RegularizedBeta(degreesOfFreedom / 2.0, 0.5, x);
        return t > 0 ? 1 - tail : tail;
    }

    // The continued fraction of DLMF 8.17.22, by Lentz's method; the symmetry 8.17.4 keeps it in its fast region.
    private static double RegularizedBeta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        if (x > (a + 1) / (a + b + 2))
        {
            return 1 - RegularizedBeta(b, a, 1 - x);
        }

        var front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) - LogBeta(a, b)) / a;
        var (c, d) = (1.0, 1 / Away(1 - ((a + b) * x / (a + 1))));
        var fraction = d;
        for (var m = 1; m <= 500; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            (d, c) = (1 / Away(1 + (even * d)), Away(1 + (even / c)));
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            (d, c) = (1 / Away(1 + (odd * d)), Away(1 + (odd / c)));
            fraction *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15)
            {
                break;
            }
        }

        return front * fraction;
    }

    private static double Away(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    private static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    // Lanczos (1964) with g = 7 and nine terms; relative error below 1e-14 for arguments above 0.5, which these are.
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> terms = [0.99999999999980993, 676.5203681218851, -1259.1392167224028,
            771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
            9.9843695780195716e-6, 1.5056327351493116e-7];
        var sum = terms[0];
        for (var i = 1; i < terms.Length; i++)
        {
            sum += terms[i] / (x - 1 + i);
        }

        var t = x + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
