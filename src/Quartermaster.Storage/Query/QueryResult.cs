namespace Quartermaster.Storage.Query;

/// <summary>The answer to a question in SQL.</summary>
/// <param name="Columns">The columns, left to right.</param>
/// <param name="Rows">The rows; a value is null, a string, a bool, a long, a decimal, a double, a
/// <see cref="DateOnly"/> or an <see cref="Quartermaster.Domain.Instant"/>.</param>
public sealed record QueryResult(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<object?[]> Rows);

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The database's name of its type, for example BIGINT.</param>
public sealed record QueryColumn(string Name, string Type);
