namespace Quartermaster.Planning.Placement;

/// <summary>What of each product's question stays the same at any prices: demand by facility, and its worth there.
/// </summary>
/// <remarks>16 bytes per product and facility.</remarks>
internal sealed class SplitMemory(PlacementInputs inputs)
{
    private readonly int _facilities = inputs.Serve.FacilityCount;
    private readonly bool[] _isKnown = new bool[inputs.Count];
    private readonly double[] _shares = new double[inputs.Count * inputs.Serve.FacilityCount];
    private readonly double[] _values = new double[inputs.Count * inputs.Serve.FacilityCount];

    /// <summary>Whether a product was loaded before.</summary>
    internal bool Knows(int product) => _isKnown[product];

    /// <summary>Keeps a product's shares and values by facility.</summary>
    internal void Keep(int product, ReadOnlySpan<double> shares, ReadOnlySpan<double> values)
    {
        shares[.._facilities].CopyTo(_shares.AsSpan(product * _facilities));
        values[.._facilities].CopyTo(_values.AsSpan(product * _facilities));
        _isKnown[product] = true;
    }

    /// <summary>Gives back what was kept.</summary>
    internal void Recall(int product, Span<double> shares, Span<double> values)
    {
        _shares.AsSpan(product * _facilities, _facilities).CopyTo(shares);
        _values.AsSpan(product * _facilities, _facilities).CopyTo(values);
    }
}
