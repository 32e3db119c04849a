using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Quartermaster.Storage.Query;

/// <summary>Columns whose names SQL knows as words of its own, such as <c>at</c> and <c>order</c>.</summary>
internal static partial class ReservedNames
{
    /// <summary>What to do about such columns that a query names without quotes; null if it names none.</summary>
    /// <param name="views">The name of each view, quoted as SQL wants it, and its Parquet file.</param>
    /// <param name="sql">The query, which was not understood.</param>
    internal static string? Hint(IReadOnlyList<(string Name, string Path)> views, string sql)
    {
        var words = Words().Matches(Quoted().Replace(sql, " "))
            .Select(word => word.Value.ToLowerInvariant()).ToHashSet();
        string[] found = [.. Reserved(views).Where(words.Contains)];
        return found.Length == 0 ? null
            : (found.Length == 1 ? $"{found[0]} is a column whose name SQL knows as a word of its own"
                : $"{string.Join(" and ", found)} are columns whose names SQL knows as words of its own")
                + $": write {string.Join(" and ", found.Select(Analysis.Quote))}, with double quotes. For example: "
                + $"qm query 'SELECT {Analysis.Quote(found[0])} FROM {Holder(views, found[0])}'";
    }

    private static string[] Reserved(IReadOnlyList<(string Name, string Path)> views)
    {
        if (views.Count == 0)
        {
            return [];
        }

        using var connection = Analysis.Open();
        var columns = string.Join(" UNION ", views.Select(view =>
            $"SELECT column_name FROM (DESCRIBE SELECT * FROM {Analysis.Parquet(view.Path)})"));
        return Column(connection, $"""
            SELECT DISTINCT lower(column_name) FROM ({columns}) JOIN duckdb_keywords()
            ON lower(column_name) = keyword_name WHERE keyword_category IN ('reserved', 'type_function') ORDER BY 1
            """);
    }

    private static string Holder(IReadOnlyList<(string Name, string Path)> views, string column)
    {
        using var connection = Analysis.Open();
        return views.First(view => Column(connection, "SELECT lower(column_name) FROM (DESCRIBE SELECT * FROM "
            + $"{Analysis.Parquet(view.Path)})").Contains(column)).Name.Replace("\"", "", StringComparison.Ordinal);
    }

    private static string[] Column(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var cells = new List<string>();
        while (reader.Read())
        {
            cells.Add(reader.GetString(0));
        }

        return [.. cells];
    }

    // What stands between quotes, and comments, are no names.
    [GeneratedRegex("'[^']*'|\"[^\"]*\"|--[^\n]*")]
    private static partial Regex Quoted();

    // Names after a point are understood, and so are ORDER BY and AT TIME ZONE.
    [GeneratedRegex(@"(?<![\w.])(?!order\s+by\b|at\s+time\b)[a-z_]\w*", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
