using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParquetSharp;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Encoding = System.Text.Encoding;

namespace Quartermaster.Storage.Parquet;

/// <summary>Reads the cells of one column of a row group into a batch.</summary>
internal sealed class CellReader
{
    private const int SliceRows = 8_192;

    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly short[] _levels = new short[SliceRows];
    private readonly int[] _integers = new int[SliceRows];
    private readonly long[] _longs = new long[SliceRows];
    private readonly ByteArray[] _texts = new ByteArray[SliceRows];
    private readonly FixedLenByteArray[] _totals = new FixedLenByteArray[SliceRows];
    private readonly TextCache _cache = new();

    /// <summary>Reads rows of one column, from where the reader stands.</summary>
    internal void Read(ColumnReader reader, ColumnBatch batch, int column, int count)
    {
        var type = batch.Schema.Columns[column].Type;
        for (var start = 0; start < count; start += SliceRows)
        {
            var (from, size) = (start, Math.Min(SliceRows, count - start));
            switch (CellKinds.Of(type))
            {
                case CellKind.String:
                    ReadStrings((ColumnReader<ByteArray>)reader, batch.Strings(column).AsSpan(from, size),
                        repeats: type is ColumnType.Code or ColumnType.Choice);
                    break;
                case CellKind.Integer:
                    ReadFixed(reader, batch.Integers(column).AsSpan(from, size));
                    break;
                case CellKind.Number:
                    ReadFixed(reader, batch.Numbers(column).AsSpan(from, size));
                    break;
                case CellKind.Flag:
                    ReadFixed(reader, batch.Flags(column).AsSpan(from, size));
                    break;
                case CellKind.Long when type == ColumnType.Instant:
                    ReadInstants((ColumnReader<long>)reader, batch.Longs(column).AsSpan(from, size));
                    break;
                case CellKind.Long:
                    ReadFixed(reader, batch.Longs(column).AsSpan(from, size));
                    break;
                case CellKind.Day:
                    ReadDays((ColumnReader<int>)reader, batch.Days(column).AsSpan(from, size));
                    break;
                default:
                    ReadTotals((ColumnReader<FixedLenByteArray>)reader, batch.Totals(column).AsSpan(from, size));
                    break;
            }
        }
    }

    /// <summary>Whether a file may be without the column: it was written before the column was thought of.</summary>
    internal static bool HasDefault(Domain.Tables.Column column) =>
        column.IsOptional && column.Type is (ColumnType.Integer or ColumnType.Number or ColumnType.Money);

    /// <summary>Fills a column that a file does not have.</summary>
    internal static void FillWithDefault(ColumnBatch batch, int column, int count)
    {
        var (type, value) = (batch.Schema.Columns[column].Type, batch.Schema.Columns[column].Default);
        switch (type)
        {
            case ColumnType.Integer:
                batch.Integers(column).AsSpan(0, count).Fill((int)value);
                break;
            case ColumnType.Number:
                batch.Numbers(column).AsSpan(0, count).Fill(value);
                break;
            default:
                batch.Longs(column).AsSpan(0, count).Fill((long)Math.Round(value * 1e6));
                break;
        }
    }

    private static void ReadFixed<T>(ColumnReader reader, Span<T> cells) where T : unmanaged
    {
        var done = 0;
        while (done < cells.Length)
        {
            ((ColumnReader<T>)reader).ReadBatch(cells.Length - done, default, default, cells[done..], out var values);
            done += Progress((int)values);
        }
    }

    private void ReadStrings(ColumnReader<ByteArray> reader, Span<string?> cells, bool repeats)
    {
        for (var done = 0; done < cells.Length;)
        {
            var want = cells.Length - done;
            var levels = (int)reader.ReadBatch(want, _levels, default, _texts, out _);
            for (int i = 0, filled = 0; i < levels; i++)
            {
                cells[done + i] = _levels[i] == 0 ? ""
                    : repeats ? _cache.TextOf(BytesOf(_texts[filled++]))
                    : Encoding.UTF8.GetString(BytesOf(_texts[filled++]));
            }

            done += Progress(levels);
        }
    }

    private void ReadDays(ColumnReader<int> reader, Span<DateOnly> cells)
    {
        for (var done = 0; done < cells.Length;)
        {
            var levels = (int)reader.ReadBatch(cells.Length - done, _levels, default, _integers, out _);
            for (int i = 0, filled = 0; i < levels; i++)
            {
                cells[done + i] = _levels[i] == 0 ? default : DateOnly.FromDayNumber(_integers[filled++] + s_epoch);
            }

            done += Progress(levels);
        }
    }

    private void ReadInstants(ColumnReader<long> reader, Span<long> cells)
    {
        for (var done = 0; done < cells.Length;)
        {
            var levels = (int)reader.ReadBatch(cells.Length - done, _levels, default, _longs, out _);
            for (int i = 0, filled = 0; i < levels; i++)
            {
                cells[done + i] = _levels[i] == 0 ? 0 : _longs[filled++];
            }

            done += Progress(levels);
        }
    }

    private void ReadTotals(ColumnReader<FixedLenByteArray> reader, Span<Int128> cells)
    {
        for (var done = 0; done < cells.Length;)
        {
            reader.ReadBatch(cells.Length - done, default, default, _totals, out var values);
            for (var i = 0; i < values; i++)
            {
                cells[done + i] = BinaryPrimitives.ReadInt128BigEndian(
                    BytesAt(_totals[i].Pointer, PhysicalSchema.TotalBytes));
            }

            done += Progress((int)values);
        }
    }

    private static int Progress(int rows) =>
        rows > 0 ? rows : throw new InvalidDataException("A column ends before its row group does.");

    private static ReadOnlySpan<byte> BytesOf(ByteArray text) => BytesAt(text.Pointer, text.Length);

    // The bytes belong to the reader's page and stay there until the next read.
    private static ReadOnlySpan<byte> BytesAt(IntPtr pointer, int length) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), pointer), length);
}
