namespace Quartermaster.Numerics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>The density at a point.</summary>
    public static double Pdf(double z) => Math.Exp(-0.5 * z * z) * 0.398942280401432678;

    /// <summary>The probability of a value at or below a point; relative error below 2e-8 even in the far
    /// tail.</summary>
    /// <remarks>West (2005), "Better approximations to cumulative normal functions", after Hart (1968).</remarks>
    public static double Cdf(double z)
    {
        var x = Math.Abs(z);
        if (x > 37)
        {
            return z > 0 ? 1 : 0;
        }

        var density = Math.Exp(-x * x / 2);
        var tail = x < 7.07106781186547
            ? density * Horner(x, [3.52624965998911E-02, 0.700383064443688, 6.37396220353165, 33.912866078383,
                112.079291497871, 221.213596169931, 220.206867912376])
                / Horner(x, [8.83883476483184E-02, 1.75566716318264, 16.064177579207, 86.7807322029461,
                    296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752])
            : density / (x + (1 / (x + (2 / (x + (3 / (x + (4 / (x + 0.65))))))))) / 2.506628274631;
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>The point below which a probability lies; relative error below 1e-15.</summary>
    /// <param name="probability">In (0, 1); 0 and 1 give infinities.</param>
    /// <remarks>Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37, 477–484.</remarks>
    public static double Quantile(double probability)
    {
        if (probability is <= 0 or >= 1)
        {
            return probability <= 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q * Horner(r, [2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
                4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2,
                3.3871328727963666080e0])
                / Horner(r, [5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
                    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
                    4.2313330701600911252e1, 1.0]);
        }

        var s = Math.Sqrt(-Math.Log(q < 0 ? probability : 1 - probability));
        var value = s <= 5 ? NearTail(s - 1.6) : FarTail(s - 5);
        return q < 0 ? -value : value;
    }

    private static double NearTail(double s) =>
        Horner(s, [7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
            1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0,
            1.42343711074968357734e0])
        / Horner(s, [1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
            1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
            2.05319162663775882187e0, 1.0]);

    private static double FarTail(double s) =>
        Horner(s, [2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
            2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
            5.46378491116411436990e0, 6.65790464350110377720e0])
        / Horner(s, [2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
            7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
            5.99832206555887937690e-1, 1.0]);

    // The highest power first.
    private static double Horner(double x, ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
