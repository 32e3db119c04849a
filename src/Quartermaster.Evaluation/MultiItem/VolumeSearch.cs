namespace Quartermaster.Evaluation.MultiItem;

/// <summary>Answers prices: what everybody's cheapest choice costs when shared resources cost so much a unit, and what
/// it uses.</summary>
/// <param name="prices">One per resource.</param>
/// <param name="usage">Overwritten: one per resource.</param>
/// <returns>The sum of the cheapest costs, prices paid included.</returns>
internal delegate double AnswerPrices(double[] prices, double[] usage);

/// <summary>Searches prices of shared resources for the highest bound that Lagrange's relaxation gives.</summary>
/// <remarks>At any prices, what all choices cost with the prices, less the worth of the resources, bounds the least
/// cost within the resources from below (weak duality); so the bound stands whatever the method. The volume algorithm:
/// Barahona and Anbil, "The volume algorithm: producing primal solutions with a subgradient method", Mathematical
/// Programming 87 (2000) 385–399.</remarks>
internal sealed class VolumeSearch
{
    private const double MostWeight = 0.1;
    private const double LeastWeight = 1e-4;
    private const double TargetAbove = 1.05;
    private const int PatientSteps = 20;
    private const int WeightSteps = 50;

    private readonly double[] _resources;
    private readonly AnswerPrices _answer;

    /// <summary>Searches.</summary>
    /// <param name="resources">Units of each resource; 0 or more.</param>
    /// <param name="from">Prices to start from, 0 or more.</param>
    /// <param name="steps">Steps; 1 or more.</param>
    /// <param name="answer">The relaxation.</param>
    internal VolumeSearch(double[] resources, double[] from, int steps, AnswerPrices answer)
    {
        (_resources, _answer, Prices) = (resources, answer, from);
        var (mean, usage) = (new double[resources.Length], new double[resources.Length]);
        Bound = ValueAt(Prices, mean);
        Search(steps, mean, usage);
        MeanUsage = mean;
    }

    /// <summary>The highest bound found.</summary>
    internal double Bound { get; private set; }

    /// <summary>What the mean of the choices uses, weighed towards the last: about what the best choices use.</summary>
    internal double[] MeanUsage { get; }

    /// <summary>Its prices.</summary>
    internal double[] Prices { get; private set; }

    private void Search(int steps, double[] mean, double[] usage)
    {
        var (target, factor, weight, misses, last) = (Bound * TargetAbove, 0.1, MostWeight, 0, Bound);
        for (var step = 1; step <= steps; step++)
        {
            var prices = StepFrom(mean, factor * (target - Bound) / Math.Max(1e-9, Excess(mean, mean)));
            var value = ValueAt(prices, usage);
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += weight * (usage[i] - mean[i]);
            }

            if (value > Bound)
            {
                factor *= Excess(usage, mean) > 0 ? 1.1 : 1;
                (Bound, Prices, misses) = (value, prices, 0);
            }
            else if (++misses >= PatientSteps)
            {
                (factor, misses) = (factor * 0.66, 0);
            }

            target = Bound >= target * 0.95 ? Bound * TargetAbove : target;
            if (step % WeightSteps == 0)
            {
                weight = Bound < last * 1.001 ? Math.Max(LeastWeight, weight / 2) : weight;
                last = Bound;
            }
        }
    }

    private double ValueAt(double[] prices, double[] usage)
    {
        var value = _answer(prices, usage);
        for (var i = 0; i < prices.Length; i++)
        {
            value -= prices[i] * _resources[i];
        }

        return value;
    }

    private double[] StepFrom(double[] mean, double length)
    {
        var prices = new double[mean.Length];
        for (var i = 0; i < prices.Length; i++)
        {
            prices[i] = Math.Max(0, Prices[i] + (length * (mean[i] - _resources[i])));
        }

        return prices;
    }

    // The scalar product of two excesses of usage over resources; what is not short at price 0 is no excess.
    private double Excess(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            var (a, b) = (one[i] - _resources[i], other[i] - _resources[i]);
            sum += Prices[i] == 0 && b < 0 ? 0 : a * b;
        }

        return sum;
    }
}
