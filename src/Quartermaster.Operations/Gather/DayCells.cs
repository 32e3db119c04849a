using Quartermaster.Domain;

namespace Quartermaster.Operations.Gather;

/// <summary>One value per product and day. Until one is set that differs from the usual, none are held.</summary>
internal sealed class DayCells
{
    private readonly int _products;
    private readonly int _days;
    private readonly float _usual;
    private readonly CellRoom _room;
    private readonly int _cells;

    private Memory<float> _values;

    /// <summary>All are usual.</summary>
    /// <param name="products">How many products.</param>
    /// <param name="days">How many days; 1 or more.</param>
    /// <param name="usual">The usual value.</param>
    /// <param name="room">Where values are held.</param>
    /// <param name="what">What they are, for the message if they are too many.</param>
    /// <exception cref="TooManyCellsException">They are more than a table holds.</exception>
    internal DayCells(int products, int days, float usual, CellRoom room, string what) =>
        (_products, _days, _usual, _room, _cells) = (products, days, usual, room, Cells.Of(products, days, what));

    /// <summary>Values per product.</summary>
    internal int Days => _days;

    internal float Get(int row, int day) => _values.IsEmpty ? _usual : _values.Span[(row * _days) + day];

    internal void Set(int row, int day, float value)
    {
        if (!_values.IsEmpty || value != _usual)
        {
            Values()[(row * _days) + day] = value;
        }
    }

    internal void Fill(int row, int first, int count, float value)
    {
        if (!_values.IsEmpty || value != _usual)
        {
            Values().Slice((row * _days) + first, count).Fill(value);
        }
    }

    /// <summary>Consecutive products, sharing this memory.</summary>
    internal Matrix Share(int first, int count) => _values.IsEmpty ? Plain(count, _days)
        : new Matrix(_days, _values).Slice(first, count);

    /// <summary>A copy of the first days of some products.</summary>
    internal Matrix Copy(ReadOnlySpan<int> rows, int days)
    {
        if (_values.IsEmpty)
        {
            return Plain(rows.Length, days);
        }

        var copy = GC.AllocateUninitializedArray<float>(Cells.Of(rows.Length, days, "values by product and day"));
        for (var i = 0; i < rows.Length; i++)
        {
            _values.Span.Slice(rows[i] * _days, days).CopyTo(copy.AsSpan(i * days));
        }

        return new(days, copy);
    }

    /// <summary>Takes over the first days of all products of another.</summary>
    internal void Take(DayCells from, int days)
    {
        for (var row = 0; row < _products && !from._values.IsEmpty; row++)
        {
            from._values.Span.Slice(row * from._days, days).CopyTo(Values()[(row * _days)..]);
        }
    }

    private Matrix Plain(int count, int days)
    {
        var row = new float[days];
        Array.Fill(row, _usual);
        return Matrix.Repeated(row, count);
    }

    private Span<float> Values()
    {
        if (_values.IsEmpty)
        {
            _values = _room(_cells);
            _values.Span.Fill(_usual);
        }

        return _values.Span;
    }
}
