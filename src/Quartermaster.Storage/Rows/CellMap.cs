using System.Reflection;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Rows;

/// <summary>Reads one value of a row.</summary>
internal delegate TValue Getter<TRow, out TValue>(ref TRow row);

/// <summary>Sets one value of a row.</summary>
internal delegate void Setter<TRow, in TValue>(ref TRow row, TValue value);

/// <summary>Carries one value of each row to its column, and back.</summary>
internal abstract class CellMap<TRow> where TRow : unmanaged
{
    /// <summary>Rows to cells, from a row of the batch on.</summary>
    internal abstract void Put(ReadOnlySpan<TRow> rows, ColumnBatch batch, int column, int start, ICodeBook codes);

    /// <summary>Cells to rows, from a row of the batch on.</summary>
    internal abstract void Take(ColumnBatch batch, int column, int start, Span<TRow> rows, ICodeBook codes);

    /// <summary>Which of two rows comes first by this value.</summary>
    internal abstract int Compare(ref TRow left, ref TRow right);
}

/// <summary>Carries values of one type, by a codec that the compiler can inline.</summary>
internal sealed class CellMap<TRow, TValue, TCell, TCodec>(Getter<TRow, TValue> get, Setter<TRow, TValue> set)
    : CellMap<TRow>
    where TRow : unmanaged
    where TCodec : ICellCodec<TValue, TCell>
{
    /// <inheritdoc/>
    internal override void Put(ReadOnlySpan<TRow> rows, ColumnBatch batch, int column, int start, ICodeBook codes)
    {
        var cells = batch.Cells<TCell>(column).AsSpan(start, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            cells[i] = TCodec.ToCell(get(ref row), codes);
        }
    }

    /// <inheritdoc/>
    internal override void Take(ColumnBatch batch, int column, int start, Span<TRow> rows, ICodeBook codes)
    {
        var cells = batch.Cells<TCell>(column).AsSpan(start, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            set(ref rows[i], TCodec.OfCell(cells[i], codes));
        }
    }

    /// <inheritdoc/>
    internal override int Compare(ref TRow left, ref TRow right) => TCodec.Compare(get(ref left), get(ref right));
}

/// <summary>How a property is reached from its row: directly, or through a struct that the row holds.</summary>
internal static class Access
{
    /// <summary>The getter of a property of the row itself.</summary>
    internal static Getter<TRow, TValue> Get<TRow, TValue>(PropertyInfo property) =>
        property.GetMethod!.CreateDelegate<Getter<TRow, TValue>>();

    /// <summary>The setter of a property of the row itself; init-only setters serve as well.</summary>
    internal static Setter<TRow, TValue> Set<TRow, TValue>(PropertyInfo property) =>
        property.SetMethod!.CreateDelegate<Setter<TRow, TValue>>();

    /// <summary>The getter of a property of a struct that the row holds.</summary>
    internal static Getter<TRow, TValue> Through<TRow, TPart, TValue>(
        Getter<TRow, TPart> outer, Getter<TPart, TValue> inner) => (ref TRow row) =>
        {
            var part = outer(ref row);
            return inner(ref part);
        };

    /// <summary>The setter of a property of a struct that the row holds.</summary>
    internal static Setter<TRow, TValue> Through<TRow, TPart, TValue>(
        Getter<TRow, TPart> get, Setter<TRow, TPart> set, Setter<TPart, TValue> inner) =>
        (ref TRow row, TValue value) =>
        {
            var part = get(ref row);
            inner(ref part, value);
            set(ref row, part);
        };
}
