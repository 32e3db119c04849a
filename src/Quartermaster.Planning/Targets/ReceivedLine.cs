using Quartermaster.Domain;

namespace Quartermaster.Planning.Targets;

/// <summary>What one order line taught: when its parts came, as multiples of the stated time, and how much came. Where
/// 0 days are stated, multiples are 1 and the days late.</summary>
internal sealed record ReceivedLine(VendorId Vendor, ProductId Product, FacilityId ShipTo, int StatedDays,
    (double Ratio, double Weight)[] Parts, double Share, bool IsClosed);

/// <summary>Equally likely multiples of the stated time, and how many lines taught them.</summary>
internal readonly record struct PooledRatios(double[] Values, double Lines)
{
    internal static PooledRatios Of(IEnumerable<ReceivedLine> lines, int points)
    {
        var (sample, count) = (new WeightedSample(), 0);
        foreach (var line in lines)
        {
            count++;
            foreach (var (ratio, weight) in line.Parts)
            {
                sample.Add(ratio, weight);
            }
        }

        return sample.IsEmpty
            ? new([], 0)
            : new([.. Enumerable.Range(0, points).Select(i => sample.At((i + 0.5) / points))], count);
    }
}

/// <summary>What all lines of a vendor taught, in a few numbers.</summary>
/// <param name="Ratios">Of lines for which days are stated.</param>
/// <param name="DaysLate">One and the days late, of lines for which 0 days are stated.</param>
/// <param name="Lines">How many lines taught anything.</param>
/// <param name="Yield">The share of what was ordered that came.</param>
internal sealed record VendorPool(PooledRatios Ratios, PooledRatios DaysLate, double Lines, double Yield)
{
    internal static VendorPool Empty { get; } = new(new([], 0), new([], 0), 0, 1);

    /// <summary>Sums up lines.</summary>
    /// <param name="lines">Of one vendor; at least one.</param>
    /// <param name="points">Equally likely ratios to keep.</param>
    internal static VendorPool Of(ReceivedLine[] lines, int points)
    {
        var closed = lines.Where(line => line.IsClosed).ToArray();
        var pool = new VendorPool(
            PooledRatios.Of(lines.Where(line => line.StatedDays > 0), points),
            PooledRatios.Of(lines.Where(line => line.StatedDays == 0), points),
            lines.Length, closed.Length == 0 ? 1 : closed.Average(line => line.Share));
        return pool.Ratios.Lines + pool.DaysLate.Lines > 0 ? pool : Empty;
    }

    /// <summary>What teaches an offer for which some days are stated.</summary>
    internal PooledRatios RatiosOf(int statedDays) => statedDays == 0 ? DaysLate : Ratios;
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
