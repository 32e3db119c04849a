using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ParquetSharp;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Encoding = System.Text.Encoding;

namespace Quartermaster.Storage.Parquet;

/// <summary>Writes the cells of one column at a time, slice by slice, and hashes them on the way.</summary>
internal sealed class CellWriter(ContentHash hash)
{
    private const int SliceRows = 8_192;
    private const long MostMicros = 999_999_999_999_999_999;

    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly short[] _levels = new short[SliceRows];
    private readonly int[] _integers = new int[SliceRows];
    private readonly long[] _longs = new long[SliceRows];
    private readonly ByteArray[] _texts = new ByteArray[SliceRows];
    private readonly FixedLenByteArray[] _totals = new FixedLenByteArray[SliceRows];
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(1 << 18, pinned: true);

    /// <summary>Writes one column of a batch.</summary>
    internal void Write(ColumnWriter writer, ColumnBatch batch, int column)
    {
        var described = batch.Schema.Columns[column];
        for (var start = 0; start < batch.Count; start += SliceRows)
        {
            var rows = start..Math.Min(batch.Count, start + SliceRows);
            switch (CellKinds.Of(described.Type))
            {
                case CellKind.String:
                    WriteStrings((ColumnWriter<ByteArray>)writer, column, batch.Strings(column).AsSpan(rows));
                    break;
                case CellKind.Integer:
                    WriteFixed(writer, column, batch.Integers(column).AsSpan(rows));
                    break;
                case CellKind.Number:
                    WriteFixed(writer, column, batch.Numbers(column).AsSpan(rows));
                    break;
                case CellKind.Flag:
                    WriteFixed(writer, column, batch.Flags(column).AsSpan(rows));
                    break;
                case CellKind.Long when described.Type == ColumnType.Instant:
                    WriteInstants((ColumnWriter<long>)writer, column, batch.Longs(column).AsSpan(rows));
                    break;
                case CellKind.Long:
                    Require(described, batch.Longs(column).AsSpan(rows));
                    WriteFixed(writer, column, batch.Longs(column).AsSpan(rows));
                    break;
                case CellKind.Day:
                    WriteDays((ColumnWriter<int>)writer, column, batch.Days(column).AsSpan(rows));
                    break;
                default:
                    WriteTotals((ColumnWriter<FixedLenByteArray>)writer, column, batch.Totals(column).AsSpan(rows));
                    break;
            }
        }
    }

    private static void Require(Domain.Tables.Column column, ReadOnlySpan<long> cells)
    {
        if (column.Type == ColumnType.Money && cells.ContainsAnyExceptInRange(-MostMicros, MostMicros))
        {
            throw new ArgumentOutOfRangeException(
                column.Name,
                "An amount beyond 10¹² currency units; files hold 18 digits. Check the unit of the amount.");
        }
    }

    private void WriteFixed<T>(ColumnWriter writer, int column, ReadOnlySpan<T> cells) where T : unmanaged
    {
        hash.Add(column, cells);
        ((ColumnWriter<T>)writer).WriteBatch(cells);
    }

    private void WriteStrings(ColumnWriter<ByteArray> writer, int column, ReadOnlySpan<string?> cells)
    {
        var used = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            var text = cells[i] ?? "";
            var most = used + Encoding.UTF8.GetMaxByteCount(text.Length);
            if (most > _bytes.Length)
            {
                var wider = GC.AllocateUninitializedArray<byte>(Math.Max(most, 2 * _bytes.Length), pinned: true);
                _bytes.AsSpan(0, used).CopyTo(wider);
                _bytes = wider;
            }

            _integers[i] = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(used));
            used += _integers[i];
        }

        hash.Add(column, _integers.AsSpan(0, cells.Length), _bytes.AsSpan(0, used));
        var (filled, offset) = (0, 0);
        for (var i = 0; i < cells.Length; i++)
        {
            _levels[i] = (short)(_integers[i] == 0 ? 0 : 1);
            if (_integers[i] != 0)
            {
                _texts[filled++] = new(Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, offset), _integers[i]);
                offset += _integers[i];
            }
        }

        writer.WriteBatch(cells.Length, _levels.AsSpan(0, cells.Length), default, _texts.AsSpan(0, filled));
    }

    private void WriteDays(ColumnWriter<int> writer, int column, ReadOnlySpan<DateOnly> cells)
    {
        var filled = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            _levels[i] = (short)(cells[i] == default ? 0 : 1);
            _integers[filled] = cells[i].DayNumber - s_epoch;
            filled += _levels[i];
        }

        hash.Add(column, cells);
        writer.WriteBatch(cells.Length, _levels.AsSpan(0, cells.Length), default, _integers.AsSpan(0, filled));
    }

    private void WriteInstants(ColumnWriter<long> writer, int column, ReadOnlySpan<long> cells)
    {
        var filled = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            _levels[i] = (short)(cells[i] == 0 ? 0 : 1);
            _longs[filled] = cells[i];
            filled += _levels[i];
        }

        hash.Add(column, cells);
        writer.WriteBatch(cells.Length, _levels.AsSpan(0, cells.Length), default, _longs.AsSpan(0, filled));
    }

    private void WriteTotals(ColumnWriter<FixedLenByteArray> writer, int column, ReadOnlySpan<Int128> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var at = i * PhysicalSchema.TotalBytes;
            BinaryPrimitives.WriteInt128BigEndian(_bytes.AsSpan(at), cells[i]);
            _totals[i] = new(Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, at));
        }

        hash.Add(column, cells);
        writer.WriteBatch(_totals.AsSpan(0, cells.Length));
    }
}
