using Quartermaster.Domain;

namespace Quartermaster.Planning.Targets;

/// <summary>What one order line taught: when its parts came, as multiples of the stated time, and how much
/// came.</summary>
internal sealed record ReceivedLine(
    VendorId Vendor, ProductId Product, (double Ratio, double Weight)[] Parts, double Share, bool IsClosed);

/// <summary>What all lines of a vendor taught, in a few numbers.</summary>
internal sealed record VendorPool(double[] Ratios, double Lines, double Yield)
{
    internal static VendorPool Empty { get; } = new([], 0, 1);

    /// <summary>Sums up lines.</summary>
    /// <param name="lines">Of one vendor; at least one.</param>
    /// <param name="points">Equally likely ratios to keep.</param>
    internal static VendorPool Of(ReceivedLine[] lines, int points)
    {
        var sample = new WeightedSample();
        foreach (var (ratio, weight) in lines.SelectMany(line => line.Parts))
        {
            sample.Add(ratio, weight);
        }

        var closed = lines.Where(line => line.IsClosed).ToArray();
        return sample.IsEmpty
            ? Empty
            : new([.. Enumerable.Range(0, points).Select(i => sample.At((i + 0.5) / points))], lines.Length,
                closed.Length == 0 ? 1 : closed.Average(line => line.Share));
    }
}

/// <summary>Values of different weight.</summary>
internal sealed class WeightedSample
{
    private readonly List<(double Value, double Weight)> _values = [];
    private bool _isSorted;

    internal bool IsEmpty => _values.Count == 0;

    internal void Add(double value, double weight) => _values.Add((value, weight));

    /// <summary>The value below which a share of the weight lies.</summary>
    internal double At(double share)
    {
        if (!_isSorted)
        {
            _values.Sort();
            _isSorted = true;
        }

        var left = share * _values.Sum(value => value.Weight);
        foreach (var (value, weight) in _values)
        {
            left -= weight;
            if (left <= 0)
            {
                return value;
            }
        }

        return _values[^1].Value;
    }
}
