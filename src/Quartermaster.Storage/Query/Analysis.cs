using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;
using Quartermaster.Domain;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Query;

/// <summary>Questions in SQL over Parquet files, answered by DuckDB in memory: no database file, no lock.</summary>
internal static class Analysis
{
    /// <summary>An empty database in memory, in UTC, that fetches nothing from the network.</summary>
    internal static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, "SET autoinstall_known_extensions = false; SET TimeZone = 'UTC';");
        return connection;
    }

    /// <summary>Answers one SELECT about a workspace's tables.</summary>
    internal static QueryResult Ask(StoredTables tables, string sql) =>
        Ask(tables.Manifest.Tables.Keys.Select(table => (Quote(table), tables.PathOf(table))), sql);

    /// <summary>Answers one SELECT about files.</summary>
    /// <param name="views">The name of each view, quoted as SQL wants it, and its Parquet file.</param>
    /// <param name="sql">One SELECT.</param>
    internal static QueryResult Ask(IEnumerable<(string Name, string Path)> views, string sql)
    {
        try
        {
            using var connection = Open();
            Execute(connection, "CREATE SCHEMA run;");
            foreach (var (name, path) in views)
            {
                Execute(connection, $"CREATE VIEW {name} AS SELECT * FROM {Parquet(path)};");
            }

            // As a subquery, so that nothing but a SELECT is understood.
            return Read(connection, $"SELECT * FROM (\n{sql.Trim().TrimEnd(';')}\n)");
        }
        catch (DuckDBException error)
        {
            throw new WorkspaceException($"The query cannot be answered: {error.Message.Trim()}",
                "Correct the query; it must be one SELECT over the workspace's tables.", error);
        }
    }

    /// <summary>The SQL that reads a Parquet file.</summary>
    internal static string Parquet(string path) => $"read_parquet('{path.Replace("'", "''")}')";

    /// <summary>A name as SQL wants it.</summary>
    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>Does what a statement says.</summary>
    internal static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static QueryResult Read(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount)
            .Select(i => new QueryColumn(reader.GetName(i), reader.GetDataTypeName(i).ToUpperInvariant())).ToArray();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. columns.Select((_, i) => reader.IsDBNull(i) ? null : Simplify(reader.GetValue(i)))]);
        }

        return new(columns, rows);
    }

#pragma warning disable RS0030 // The database's library hands out instants as DateTime.
    private static object Simplify(object value) => value switch
    {
        string or bool or long or decimal or double or DateOnly => value,
        byte or sbyte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong wide => wide <= long.MaxValue ? (long)wide : (decimal)wide,
        BigInteger wide => wide >= long.MinValue && wide <= long.MaxValue ? (long)wide
            : BigInteger.Abs(wide) <= (BigInteger)decimal.MaxValue ? (decimal)wide
            : wide.ToString(CultureInfo.InvariantCulture),
        float narrow => (double)narrow,
        DateTime at => new Instant(
            new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)).ToUnixTimeMilliseconds()),
        DateTimeOffset at => new Instant(at.ToUnixTimeMilliseconds()),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
#pragma warning restore RS0030
}
