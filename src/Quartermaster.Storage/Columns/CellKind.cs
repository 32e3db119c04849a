using Quartermaster.Domain.Tables;

namespace Quartermaster.Storage.Columns;

/// <summary>What a cell is in memory: several column types share one.</summary>
internal enum CellKind
{
    /// <summary>Codes, texts, labels, choices.</summary>
    String = 1,

    /// <summary>Whole numbers, 32 bits.</summary>
    Integer = 2,

    /// <summary>Real numbers.</summary>
    Number = 3,

    /// <summary>Micros, milliseconds, whole numbers of 64 bits.</summary>
    Long = 4,

    /// <summary>Totals in micros, 128 bits.</summary>
    Total = 5,

    /// <summary>Days.</summary>
    Day = 6,

    /// <summary>true or false.</summary>
    Flag = 7,
}

/// <summary>Which cells a column type has.</summary>
internal static class CellKinds
{
    /// <summary>The kind of cells that a column type has in memory.</summary>
    internal static CellKind Of(ColumnType type) => type switch
    {
        ColumnType.Code or ColumnType.Text or ColumnType.Label or ColumnType.Choice => CellKind.String,
        ColumnType.Integer => CellKind.Integer,
        ColumnType.Number => CellKind.Number,
        ColumnType.Money or ColumnType.Instant or ColumnType.Long => CellKind.Long,
        ColumnType.Total => CellKind.Total,
        ColumnType.Day => CellKind.Day,
        ColumnType.Flag => CellKind.Flag,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such column type."),
    };

    /// <summary>Room for cells.</summary>
    internal static Array NewCells(CellKind kind, int capacity) => kind switch
    {
        CellKind.String => new string[capacity],
        CellKind.Integer => new int[capacity],
        CellKind.Number => new double[capacity],
        CellKind.Long => new long[capacity],
        CellKind.Total => new Int128[capacity],
        CellKind.Day => new DateOnly[capacity],
        _ => new bool[capacity],
    };
}
