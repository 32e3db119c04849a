namespace Quartermaster.Numerics.Learning;

/// <summary>Steps of gradient descent scaled by the moments of past gradients, the first held to a greatest length.
/// </summary>
/// <remarks>Kingma and Ba (2015), "Adam", algorithm 1, with decoupled weight decay (Loshchilov and Hutter, 2019) and
/// gradients clipped by their norm (Pascanu, Mikolov and Bengio, 2013). O(parameters) a step.</remarks>
/// <param name="parameters">What is learned.</param>
/// <param name="decay">Share by which weights shrink, times the rate; 0 for none.</param>
/// <param name="longest">The greatest norm of a gradient.</param>
public sealed class Adam(Parameters parameters, double decay = 0, double longest = double.PositiveInfinity)
{
    private const float First = 0.9f;
    private const float Second = 0.999f;
    private const float Least = 1e-8f;

    private readonly float[] _means = new float[parameters.Length];
    private readonly float[] _squares = new float[parameters.Length];

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Mean of past gradients, by parameter, fading.</summary>
    public ReadOnlySpan<float> Means => _means;

    /// <summary>Mean of their squares.</summary>
    public ReadOnlySpan<float> Squares => _squares;

    /// <summary>Goes on where another one stopped.</summary>
    /// <param name="steps">Steps that it had taken.</param>
    /// <param name="means">Its <see cref="Means"/>.</param>
    /// <param name="squares">Its <see cref="Squares"/>.</param>
    public void Restore(int steps, ReadOnlySpan<float> means, ReadOnlySpan<float> squares)
    {
        means.CopyTo(_means);
        squares.CopyTo(_squares);
        Steps = steps;
    }

    /// <summary>Takes a step.</summary>
    /// <param name="gradients">By parameter.</param>
    /// <param name="rate">How far; above 0.</param>
    /// <returns>The norm of the gradients before it was held to the greatest.</returns>
    public double Step(ReadOnlySpan<float> gradients, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradients.Length, parameters.Length);
        var square = 0.0;
        foreach (var gradient in gradients)
        {
            square += (double)gradient * gradient;
        }

        var norm = Math.Sqrt(square);
        if (!double.IsFinite(norm))
        {
            return norm;
        }

        Steps++;
        var scale = norm > longest ? (float)(longest / norm) : 1;
        var (ofMean, ofSquare) = (1 - MathF.Pow(First, Steps), 1 - MathF.Pow(Second, Steps));
        var values = parameters.Values;
        var (step, shrink) = ((float)rate / ofMean, (float)(1 - (rate * decay)));
        for (var i = 0; i < gradients.Length; i++)
        {
            var gradient = gradients[i] * scale;
            _means[i] = (First * _means[i]) + ((1 - First) * gradient);
            _squares[i] = (Second * _squares[i]) + ((1 - Second) * gradient * gradient);
            values[i] = (values[i] * shrink) - (step * _means[i] / (MathF.Sqrt(_squares[i] / ofSquare) + Least));
        }

        parameters.Refresh();
        return norm;
    }

    /// <summary>The one-cycle rate: up to the highest in the first share of steps, then down along a cosine (Smith and
    /// Topin, 2019).</summary>
    /// <param name="step">From 0.</param>
    /// <param name="steps">All steps, 1 or more.</param>
    /// <param name="highest">The highest rate.</param>
    /// <param name="rising">Share of the steps in which it rises.</param>
    public static double OneCycle(int step, int steps, double highest, double rising = 0.3)
    {
        var at = (step + 0.5) / steps;
        return at < rising
            ? Cosine(highest / 25, highest, at / rising)
            : Cosine(highest, highest / 10_000, (at - rising) / (1 - rising));

        static double Cosine(double from, double to, double share) =>
            to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
    }
}
