using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

/// <summary>The end of a network: what is lost, and its slopes.</summary>
internal abstract class LossOperation : Operation
{
    /// <summary>The loss of the last run.</summary>
    internal double Value { get; private protected set; }

    internal override void Write(OnnxGraph graph)
    {
        // Files are for forecasting.
    }
}

/// <summary>−log of the negative binomial probability of a count, with r = 1/α.</summary>
internal sealed class CountLoss(Signal x, float[] actuals, float[] exposures, float[] weights) : LossOperation
{
    // Above, sums over counts are replaced by Stirling's series: good to 10⁻⁸ from here on.
    private const int MostCounted = 64;

    internal override void Forward(in Pass pass)
    {
        var sum = 0.0;
        for (var row = 0; row < x.Rows; row++)
        {
            if (!float.IsNaN(actuals[row]) && weights[row] > 0)
            {
                double mean = exposures[row] * x.Row(row)[0], shape = 1.0 / x.Row(row)[1], count = actuals[row];
                sum -= weights[row] * (LogRising(shape, count) - LogRising(1, count)
                    - (shape * Math.Log(1 + (mean / shape))) + (count * Math.Log(mean / (shape + mean))));
            }
        }

        Value = sum;
    }

    internal override void Backward(in Pass pass)
    {
        for (var row = 0; row < x.Rows; row++)
        {
            if (float.IsNaN(actuals[row]) || !(weights[row] > 0))
            {
                continue;
            }

            double mean = exposures[row] * x.Row(row)[0], dispersion = x.Row(row)[1], count = actuals[row];
            var shape = 1 / dispersion;
            var ofMean = (count / mean) - ((count + shape) / (shape + mean));
            var ofShape = SlopeOfLogRising(shape, count) - Math.Log(1 + (mean / shape)) + 1
                - ((count + shape) / (shape + mean));
            var slopes = x.Gradients.AsSpan(row * x.Stride, 2);
            slopes[0] -= weights[row] * (float)(ofMean * exposures[row]);
            slopes[1] += weights[row] * (float)(ofShape * shape * shape);
        }
    }

    // log Γ(r + y) − log Γ(r): a sum of logarithms.
    private static double LogRising(double from, double count)
    {
        var (sum, steps) = (0.0, (int)Math.Min(count, MostCounted));
        for (var i = 0; i < steps; i++)
        {
            sum += Math.Log(from + i);
        }

        return count <= MostCounted ? sum : sum + Stirling(from + count) - Stirling(from + steps);
    }

    private static double SlopeOfLogRising(double from, double count)
    {
        var (sum, steps) = (0.0, (int)Math.Min(count, MostCounted));
        for (var i = 0; i < steps; i++)
        {
            sum += 1 / (from + i);
        }

        return count <= MostCounted ? sum : sum + SlopeOfStirling(from + count) - SlopeOfStirling(from + steps);
    }

    private static double Stirling(double z) =>
        ((z - 0.5) * Math.Log(z)) - z + (1 / (12 * z)) - (1 / (360 * z * z * z));

    private static double SlopeOfStirling(double z) =>
        Math.Log(z) - (0.5 / z) - (1 / (12 * z * z)) + (1 / (120 * z * z * z * z));
}
