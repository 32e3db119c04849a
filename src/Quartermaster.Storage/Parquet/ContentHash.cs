using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Storage.Parquet;

/// <summary>The fingerprint of a table's content: the same for the same rows in the same order, however they were cut
/// into batches, and whatever library wrote them.</summary>
/// <remarks>XxHash3 (64 bits) per column over the cells, strings as their lengths and their UTF-8 bytes apart; then
/// over the column names, types, digests and the number of rows.
/// It tells contents apart; it is no defense against forgery.
/// </remarks>
internal sealed class ContentHash(TableSchema schema)
{
    private readonly XxHash3[] _cells = [.. schema.Columns.Select(_ => new XxHash3())];
    private readonly XxHash3[] _lengths = [.. schema.Columns.Select(_ => new XxHash3())];
    private long _rows;

    /// <summary>Counts rows; call once per batch.</summary>
    internal void AddRows(int count) => _rows += count;

    /// <summary>Adds cells of fixed size.</summary>
    internal void Add<T>(int column, ReadOnlySpan<T> cells) where T : unmanaged =>
        _cells[column].Append(MemoryMarshal.AsBytes(cells));

    /// <summary>Adds texts.</summary>
    /// <param name="column">The column.</param>
    /// <param name="lengths">The length of each text in bytes.</param>
    /// <param name="bytes">The texts, one after another.</param>
    internal void Add(int column, ReadOnlySpan<int> lengths, ReadOnlySpan<byte> bytes)
    {
        _lengths[column].Append(MemoryMarshal.AsBytes(lengths));
        _cells[column].Append(bytes);
    }

    /// <summary>16 hexadecimal digits.</summary>
    internal string ToFingerprint()
    {
        var all = new XxHash3();
        Span<byte> number = stackalloc byte[sizeof(long)];
        for (var column = 0; column < schema.Columns.Count; column++)
        {
            var (name, type) = (schema.Columns[column].Name, (int)schema.Columns[column].Type);
            all.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}:{type}\n")));
            all.Append(_cells[column].GetCurrentHash());
            all.Append(_lengths[column].GetCurrentHash());
        }

        BinaryPrimitives.WriteInt64LittleEndian(number, _rows);
        all.Append(number);
        return all.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);
    }
}
