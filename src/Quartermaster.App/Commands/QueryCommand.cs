using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Storage.Export;

namespace Quartermaster.App.Commands;

/// <summary><c>qm query</c>: an analyst's question in SQL; nothing is changed by it.</summary>
internal static class QueryCommand
{
    private const int UsualRows = 40;

    private static readonly Argument<string> s_sql = new("SQL")
    {
        Description = "One SELECT (DuckDB's SQL); each table is a view of its name. Quote names that SQL "
            + "knows: \"at\".",
    };

    private static readonly Option<string?> s_run = new("--run")
    {
        Description = "Ask a run: its parts are run.buy, run.buy_reasons …, its tables those it was made of.",
        HelpName = "RUN",
    };

    private static readonly Option<string?> s_to = new("--to")
    {
        Description = "Write all rows to a file that ends in .csv, .csv.gz or .json.",
        HelpName = "FILE",
    };

    private static readonly Option<int?> s_rows = new("--rows")
    {
        Description = $"The most rows to show; default: {UsualRows}, with --json all.",
    };

    internal static Command Create()
    {
        s_rows.Require(rows => rows is null or >= 0, rows => $"--rows is {rows}: it must be 0 or more.");
        return Command();
    }

    private static Command Command() => CommandFactory.Create(
        "query",
        "Answers a question in SQL over the workspace's tables or a run; nothing is changed.",
        ["qm query \"SELECT region, sum(units) AS units FROM sales GROUP BY region ORDER BY units DESC\"",
            "qm query \"SELECT product, units FROM run.buy WHERE units > 0\" --run latest --to buy.csv"],
        [s_sql, s_run, s_to, s_rows],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var (workspace, sql) = (Workspaces.Open(invocation), invocation.Get(s_sql));
        var answer = invocation.Get(s_run) is { } run
            ? workspace.Runs.Open(run).Query(sql)
            : workspace.Tables.Query(sql);
        if (invocation.Get(s_to) is { } file)
        {
            var rows = TableExport.Write(answer, file);
            return new(FormattableString.Invariant($"Wrote {Words.Count(rows, "row")} to {file}."))
            {
                Facts = [("rows", rows), ("file", Path.GetFullPath(file))],
            };
        }

        var most = invocation.Get(s_rows) ?? (invocation.AsJson ? int.MaxValue : UsualRows);
        var grid = Grids.Of("rows", "Answer", answer, Math.Max(0, most));
        return new(Words.Count(answer.Rows.Count, "row") + ".")
        {
            Grids = [grid],
            Notes = grid.Rows.Count < answer.Rows.Count
                ? [$"The first {grid.Rows.Count} are shown. More: --rows N, or all to a file: --to answer.csv"] : [],
        };
    }
}
