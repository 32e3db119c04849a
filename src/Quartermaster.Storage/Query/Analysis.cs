using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Quartermaster.Domain;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Query;

/// <summary>Questions in SQL over Parquet files, answered by DuckDB in memory: no database file, no lock.</summary>
internal static partial class Analysis
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
        (string Name, string Path)[] all = [.. views];
        try
        {
            using var connection = Open();
            Execute(connection, "CREATE SCHEMA run;");
            foreach (var (name, path) in all)
            {
                Execute(connection, $"CREATE VIEW {name} AS SELECT * FROM {Parquet(path)};");
            }

            Confine(connection, all.Select(view => view.Path));

            // As a subquery, so that nothing but a SELECT is understood.
            return Read(connection, $"SELECT * FROM (\n{sql.Trim().TrimEnd(';')}\n)");
        }
        catch (DuckDBException error) when (MissingTable().Match(error.Message) is { Success: true } missing)
        {
            var (table, isOfRun) = (missing.Groups[1].Value, all.Any(view => view.Name.StartsWith("run.",
                StringComparison.Ordinal)));
            throw new WorkspaceException($"There is no table '{table}' to ask.",
                !isOfRun && sql.Contains($"run.{table}", StringComparison.OrdinalIgnoreCase)
                ? $"run.{table} is a part of a run: say of which with --run, for example --run latest."
                : all.Length == 0 ? "The workspace has no tables yet: qm import TABLE FILE"
                : $"There are: {string.Join(", ", all.Select(view => view.Name.Replace("\"", "")))}.", error)
            { IsWrongUse = true };
        }
        catch (DuckDBException error)
        {
            throw new WorkspaceException($"The query cannot be answered: {error.Message.Trim()}",
                (error.Message.Contains("syntax error", StringComparison.Ordinal) ? ReservedNames.Hint(all, sql) : null)
                ?? "Correct the query; it must be one SELECT over the workspace's tables.", error)
            {
                IsWrongUse = true,
            };
        }
    }

    // A query sees the workspace's tables and no other file of the machine, and cannot undo that.
    private static void Confine(DuckDBConnection connection, IEnumerable<string> paths) => Execute(connection, $"""
        SET allowed_paths = [{string.Join(", ", paths.Select(path => $"'{path.Replace("'", "''")}'"))}];
        SET enable_external_access = false;
        SET lock_configuration = true;
        """);

    [GeneratedRegex("Table with name (\\S+) does not exist")]
    private static partial Regex MissingTable();

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
