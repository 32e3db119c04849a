namespace Quartermaster.Numerics.Learning;

/// <summary>All that a network learns: one array of numbers, of which each weight has a part.</summary>
/// <remarks>Rows of a weight are padded to whole vectors; what pads is 0 and stays 0. A transposed copy serves the way
/// back and is refreshed once per step of the optimizer, not once per sample.</remarks>
public sealed class Parameters
{
    private readonly List<Weight> _weights = [];
    private float[] _values = [];
    private float[] _transposed = [];
    private int _length;
    private int _transposedLength;

    /// <summary>The weights, in the order in which they were added.</summary>
    public IReadOnlyList<Weight> Weights => _weights;

    /// <summary>How many numbers are learned, without what pads.</summary>
    public int Count => _weights.Sum(weight => weight.Rows * weight.Columns);

    /// <summary>How many numbers gradients have, with what pads.</summary>
    public int Length => _length;

    /// <summary>All values, weight after weight, padded.</summary>
    public Span<float> Values => _values.AsSpan(0, _length);

    /// <summary>Adds a weight, drawn from a normal distribution of mean 0.</summary>
    /// <param name="name">What it is called in files; each name once.</param>
    /// <param name="rows">Inputs; 1 or more.</param>
    /// <param name="columns">Outputs; 1 or more.</param>
    /// <param name="deviation">Standard deviation of the draw; 0 for a weight that starts at 0.</param>
    /// <param name="seed">The seed of keyed draws.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Weight Add(string name, int rows, int columns, double deviation, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (_weights.Exists(weight => weight.Name == name))
        {
            throw new ArgumentException($"There is a weight named '{name}' already.", nameof(name));
        }

        var weight = new Weight(name, rows, columns, _length, _transposedLength);
        _weights.Add(weight);
        _length += weight.Length;
        _transposedLength += columns * MatrixProduct.StrideOf(rows);
        Array.Resize(ref _values, _length);
        Array.Resize(ref _transposed, _transposedLength);
        var key = KeyedRandom.KeyOf(name);
        for (var i = 0; deviation > 0 && i < rows * columns; i++)
        {
            _values[weight.Offset + (i / columns * weight.Stride) + (i % columns)] =
                (float)(deviation * KeyedRandom.Normal(seed, 0x4C, key, (ulong)i));
        }

        Refresh(weight);
        return weight;
    }

    /// <summary>A weight's values: rows × <see cref="Weight.Stride"/>.</summary>
    public Span<float> Of(Weight weight) => _values.AsSpan(weight.Offset, weight.Length);

    /// <summary>Makes the transposed copies again; after every change of values.</summary>
    public void Refresh() => _weights.ForEach(Refresh);

    internal ReadOnlySpan<float> TransposedOf(Weight weight) =>
        _transposed.AsSpan(weight.TransposedOffset, weight.Columns * MatrixProduct.StrideOf(weight.Rows));

    private void Refresh(Weight weight)
    {
        var values = Of(weight);
        var stride = MatrixProduct.StrideOf(weight.Rows);
        for (var row = 0; row < weight.Rows; row++)
        {
            for (var column = 0; column < weight.Columns; column++)
            {
                _transposed[weight.TransposedOffset + (column * stride) + row] = values[(row * weight.Stride) + column];
            }
        }
    }
}

/// <summary>One matrix that is learned.</summary>
public sealed class Weight
{
    internal Weight(string name, int rows, int columns, int offset, int transposedOffset)
    {
        (Name, Rows, Columns) = (name, rows, columns);
        (Stride, Offset, TransposedOffset) = (MatrixProduct.StrideOf(columns), offset, transposedOffset);
    }

    /// <summary>What it is called in files.</summary>
    public string Name { get; }

    /// <summary>Inputs.</summary>
    public int Rows { get; }

    /// <summary>Outputs.</summary>
    public int Columns { get; }

    /// <summary>From a row to the next.</summary>
    public int Stride { get; }

    /// <summary>Its place among all values.</summary>
    public int Offset { get; }

    /// <summary>Numbers, with what pads.</summary>
    public int Length => Rows * Stride;

    internal int TransposedOffset { get; }
}
