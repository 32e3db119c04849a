using System.Globalization;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Health;

/// <summary>What is missing, odd or contradictory in a workspace, and what each gap costs the plan.</summary>
public static class DataHealth
{
    private const int Examples = 5;

    /// <summary>Applies every rule to the tables.</summary>
    /// <param name="tables">The workspace's tables.</param>
    /// <param name="onDemandEveryMinutes">How often lanes without departures leave, minutes; the setting of routes.
    /// </param>
    /// <returns>The findings, the worst first, in a fixed order.</returns>
    /// <exception cref="WorkspaceException">A table cannot be read.</exception>
    public static IReadOnlyList<HealthFinding> Check(StoredTables tables, int onDemandEveryMinutes)
    {
        IEnumerable<HealthFinding> findings =
        [
            .. Missing(tables),
            .. HealthRules.All.Concat(ReferenceRules.All).Where(rule => rule.Needs.All(tables.Has))
                .Select(rule => Apply(rule, tables)).OfType<HealthFinding>(),
            .. Assumed(tables),
        ];
        var often = string.Create(CultureInfo.InvariantCulture, $"{onDemandEveryMinutes} minutes");
        return
        [
            .. findings.Select(finding => finding with
            {
                Cost = finding.Cost.Replace(HealthRules.OnDemand, often, StringComparison.Ordinal),
            }).OrderByDescending(finding => finding.Severity),
        ];
    }

    private static IEnumerable<HealthFinding> Missing(StoredTables tables) =>
        from need in HealthRules.Tables
        where !tables.Has(need.Table)
        select new HealthFinding(need.Severity, need.Table, "table-missing", 1, [],
            $"{need.Cost} (needed by: {need.Commands})", $"qm import {need.Table} FILE")
        {
            Commands = need.Commands.Split(", "),
        };

    private static IEnumerable<HealthFinding> Assumed(StoredTables tables) =>
        from table in tables.Manifest.Tables
        where table.Value.Source == TableSource.Assumed
        select new HealthFinding(Severity.Note, table.Key, "assumed", table.Value.Rows, [],
            "these rows are stated assumptions, not data; results that rest on them are what-ifs",
            $"With your own rows: qm import {table.Key} FILE");

    private static HealthFinding? Apply(HealthRule rule, StoredTables tables)
    {
        var closed = tables.Has("calendars")
            ? "AND day NOT IN (SELECT day FROM calendars WHERE facility IS NULL AND region IS NULL)" : "";
        var codes = rule.Sql.Replace("{closed}", closed, StringComparison.Ordinal)
            .Replace(SalesDayRules.Happenings, SalesDayRules.HappeningsOf(tables.Has), StringComparison.Ordinal);
        var answer = tables.Query($"""
            WITH broken AS ({codes}),
            few AS (SELECT CAST(code AS VARCHAR) AS code FROM broken WHERE code IS NOT NULL ORDER BY 1 LIMIT {Examples})
            SELECT (SELECT count(*) FROM broken) AS n, code FROM (SELECT 1) LEFT JOIN few ON true ORDER BY code
            """);
        var count = (long)answer.Rows[0][0]!;
        return count == 0 ? null : new(rule.Severity, rule.Table, rule.Name, count,
            [.. answer.Rows.Select(row => row[1]).OfType<string>()], rule.Cost, rule.NextStep);
    }
}
