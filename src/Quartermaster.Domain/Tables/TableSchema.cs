namespace Quartermaster.Domain.Tables;

/// <summary>What a table is called, what identifies a row, and what each column must look like.</summary>
/// <param name="Name">The table's name in commands and files.</param>
/// <param name="KeyLength">How many of the first columns identify a row; no two rows share them.</param>
/// <param name="Columns">The columns, the key first.</param>
public sealed record TableSchema(string Name, int KeyLength, IReadOnlyList<Column> Columns);

/// <summary>A row that knows its table. Its properties are named as the columns; text columns have none.</summary>
/// <typeparam name="TSelf">The row itself: a small value with no references in it.</typeparam>
public interface IRow<TSelf> where TSelf : unmanaged, IRow<TSelf>
{
    /// <summary>The table that the row belongs to.</summary>
    static abstract TableSchema Schema { get; }
}
