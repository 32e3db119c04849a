using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Health;

/// <summary>One rule for each column that names a row of another table: what it names is there.</summary>
/// <remarks>Importing does not ask for an order of tables, so a code that its own table does not have is taken, and
/// found here.</remarks>
internal static class ReferenceRules
{
    private const string Passed = "these rows are passed over";

    private static readonly Dictionary<EntityKind, (string Table, string Column)> s_owners = new()
    {
        [EntityKind.Product] = ("products", "product"), [EntityKind.Vendor] = ("vendors", "vendor"),
        [EntityKind.Region] = ("regions", "region"), [EntityKind.Facility] = ("facilities", "facility"),
        [EntityKind.Lane] = ("lanes", "lane"),
    };

    // Columns that have a rule with words of their own in HealthRules.
    private static readonly HashSet<string> s_said =
    [
        "sales.product", "sales.region", "stock.facility", "lanes.from_facility", "lanes.to_facility",
        "lanes.to_region",
    ];

    private static readonly Dictionary<string, (Severity Severity, string Cost)> s_costs = new()
    {
        ["offers.product"] = (Severity.Error, "nothing is bought on these offers"),
        ["offers.vendor"] = (Severity.Error, "nothing is bought on these offers"),
        ["offers.ship_to"] = (Severity.Error, "nothing is bought on these offers"),
        ["stock.product"] = (Severity.Error, "this stock is counted by no plan"),
        ["capacity.facility"] = (Severity.Warning, "these limits limit nothing"),
        ["departures.lane"] = (Severity.Warning, "these departures are not used"),
        ["departure_exceptions.lane"] = (Severity.Warning, "these dates change no departure"),
        ["calendars.facility"] = (Severity.Warning, "these days close nothing"),
        ["calendars.region"] = (Severity.Warning, "these days close nothing"),
        ["postal.region"] = (Severity.Warning, "postal codes that begin so are refused"),
        ["prices.product"] = (Severity.Warning, "these prices are not used"),
        ["purchase_orders.product"] = (Severity.Warning, "what is on its way is not counted, and bought again"),
        ["purchase_orders.ship_to"] = (Severity.Warning, "what is on its way is not counted, and bought again"),
        ["overrides.product"] = (Severity.Warning, "these decisions decide nothing"),
        ["overrides.facility"] = (Severity.Warning, "these decisions decide nothing"),
        ["overrides.vendor"] = (Severity.Warning, "these decisions decide nothing"),
    };

    /// <summary>The rules, tables in ordinal order.</summary>
    internal static IReadOnlyList<HealthRule> All { get; } =
    [
        .. from table in KnownTables.ByName.Values.OrderBy(table => table.Name, StringComparer.Ordinal)
           from column in table.Columns
           where column.Type == ColumnType.Code && s_owners.ContainsKey(column.Entity)
               && s_owners[column.Entity].Table != table.Name && !s_said.Contains($"{table.Name}.{column.Name}")
           select Rule(table.Name, column.Name, s_owners[column.Entity]),
    ];

    private static HealthRule Rule(string table, string column, (string Table, string Column) owner)
    {
        var (severity, cost) = s_costs.GetValueOrDefault($"{table}.{column}", (Severity.Note, Passed));
        return new(severity, table, $"{table.Replace('_', '-')}-of-unknown-{column.Replace('_', '-')}",
            [table, owner.Table],
            $"""
            SELECT DISTINCT t."{column}" AS code FROM "{table}" t ANTI JOIN "{owner.Table}" o
            ON t."{column}" = o."{owner.Column}" WHERE t."{column}" IS NOT NULL
            """,
            cost, $"Import the missing rows of {owner.Table}, or correct the codes in {table}.");
    }
}
