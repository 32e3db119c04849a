using ParquetSharp;
using ParquetSharp.Schema;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Parquet;

/// <summary>How each column type lies in a Parquet file; the README of the room shows it as a table.</summary>
internal static class PhysicalSchema
{
    /// <summary>Bytes of a total: 128 bits, the most significant first.</summary>
    internal const int TotalBytes = 16;

    /// <summary>Whether "none" is written as NULL: where the cell has no default that could be told from a value.
    /// </summary>
    internal static bool HasNulls(CellKind kind, ColumnType type) =>
        kind is CellKind.String or CellKind.Day || type == ColumnType.Instant;

    /// <summary>The file's schema for a table.</summary>
    internal static GroupNode Of(TableSchema schema)
    {
        var nodes = schema.Columns.Select(NodeOf).ToArray();
        return new GroupNode("schema", Repetition.Required, nodes);
    }

    private static Node NodeOf(Domain.Tables.Column column)
    {
        var repetition = HasNulls(CellKinds.Of(column.Type), column.Type) ? Repetition.Optional : Repetition.Required;
        PrimitiveNode Node(LogicalType logical, PhysicalType physical, int length = -1) =>
            new(column.Name, repetition, logical, physical, length);

        return column.Type switch
        {
            ColumnType.Integer => Node(LogicalType.Int(32, isSigned: true), PhysicalType.Int32),
            ColumnType.Long => Node(LogicalType.Int(64, isSigned: true), PhysicalType.Int64),
            ColumnType.Number => Node(LogicalType.None(), PhysicalType.Double),
            ColumnType.Money => Node(LogicalType.Decimal(18, 6), PhysicalType.Int64),
            ColumnType.Total => Node(LogicalType.Decimal(38, 6), PhysicalType.FixedLenByteArray, TotalBytes),
            ColumnType.Day => Node(LogicalType.Date(), PhysicalType.Int32),
            ColumnType.Instant => Node(LogicalType.Timestamp(true, TimeUnit.Millis), PhysicalType.Int64),
            ColumnType.Flag => Node(LogicalType.None(), PhysicalType.Boolean),
            _ => Node(LogicalType.String(), PhysicalType.ByteArray),
        };
    }
}
