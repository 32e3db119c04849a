using System.Runtime.CompilerServices;

namespace Quartermaster.Numerics;

/// <summary>The standard normal distribution from tables, for loops over millions of draws.</summary>
/// <remarks>Straight lines between the exact values of <see cref="Normal"/>: absolute error below 1e-6 for
/// probabilities and below 1e-3 for points with a probability of 0.001 to 0.999; exact outside. A few nanoseconds.
/// </remarks>
public static class FastNormal
{
    private const int Cells = 8192;
    private const double Widest = 8;
    private const int CellsPerUnit = 512;

    private static readonly double[] s_quantiles = MakeQuantiles();
    private static readonly double[] s_probabilities = MakeProbabilities();

    /// <summary>The point below which a probability lies.</summary>
    /// <param name="probability">In (0, 1).</param>
    public static double Quantile(double probability)
    {
        if (probability < 0.001 || probability > 0.999)
        {
            return Normal.Quantile(probability);
        }

        var place = probability * Cells;
        var cell = (int)place;
        var table = s_quantiles;
        return table[cell] + ((place - cell) * (table[cell + 1] - table[cell]));
    }

    /// <summary>Puts the point below which it lies in the place of each probability.</summary>
    /// <param name="probabilities">Each in (0, 1); overwritten.</param>
    public static void Quantiles(Span<double> probabilities)
    {
        var table = s_quantiles;
        foreach (ref var value in probabilities)
        {
            if (value < 0.001 || value > 0.999)
            {
                value = Normal.Quantile(value);
                continue;
            }

            var place = value * Cells;
            var cell = double.ConvertToIntegerNative<int>(place);
            value = table[cell] + ((place - cell) * (table[cell + 1] - table[cell]));
        }
    }

    /// <summary>The probability of a value at or below a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cdf(double z)
    {
        var place = ((z < -Widest ? -Widest : z > Widest ? Widest : z) + Widest) * CellsPerUnit;
        var cell = double.ConvertToIntegerNative<int>(place);
        var table = s_probabilities;
        return table[cell] + ((place - cell) * (table[cell + 1] - table[cell]));
    }

    private static double[] MakeQuantiles()
    {
        var table = new double[Cells + 2];
        for (var i = 1; i < Cells; i++)
        {
            table[i] = Normal.Quantile(i / (double)Cells);
        }

        return table;
    }

    private static double[] MakeProbabilities()
    {
        var table = new double[(int)(2 * Widest * CellsPerUnit) + 2];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = Normal.Cdf((i / (double)CellsPerUnit) - Widest);
        }

        return table;
    }
}
