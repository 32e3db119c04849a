using System.Globalization;
using System.Text;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Xunit;

namespace Quartermaster.Tests.Storage;

/// <summary>docs/tables.md says what the schemas in code say; <c>QM_UPDATE=1</c> writes it anew.</summary>
public sealed class TablesPageTests
{
    [Fact]
    public void The_page_is_what_the_schemas_say()
    {
        var (page, path) = (Page(), Repository.PathOf("docs", "tables.md"));
        if (Environment.GetEnvironmentVariable("QM_UPDATE") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(File.ReadAllText(path) == page,
            "docs/tables.md is not what the schemas say. Write it anew: QM_UPDATE=1 ./test -class \"*TablesPage*\"");
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # Tables and their columns

            Every table that `qm import` takes, generated from the schemas in code (a test keeps it so). Columns in
            **bold** are the key: a row of the same key replaces the one before. A column that is required must be in
            the file and have a value in every row. Names match whatever their case, spaces and underscores; foreign
            names, dates and numbers are in [import.md](import.md).

            | type | is |
            |---|---|
            | code | your own name of a thing, letter by letter as in the other tables |
            | label | short text |
            | text | text that no engine reads |
            | whole, number | a whole number, a real number |
            | amount | money in the workspace's currency, kept to a millionth |
            | day, time | a day; an instant, in UTC without an offset |
            | choice | one of the names listed, in any case |
            | flag | true or false |


            """.ReplaceLineEndings("\n"));
        foreach (var table in KnownTables.ByName.Values.OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            page.Append("## " + table.Name + "\n\n| column | type | what | allowed | without it |\n");
            page.Append("|---|---|---|---|---|\n");
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var (column, isKey) = (table.Columns[i], i < table.KeyLength);
                page.Append(CultureInfo.InvariantCulture,
                    $"| {(isKey ? "**" : "")}{column.Name}{(isKey ? "**" : "")} | {TypeOf(column)} | {column.Meaning} "
                        + $"| {Allowed(column)} | {Without(column)} |\n");
            }

            page.Append('\n');
        }

        return page.ToString().TrimEnd() + "\n";
    }

    private static string TypeOf(Column column) => column.Type switch
    {
        ColumnType.Code => "code of " + Words(column.Entity.ToString()),
        ColumnType.Text => "text",
        ColumnType.Label => "label",
        ColumnType.Integer => "whole",
        ColumnType.Number => "number",
        ColumnType.Money => "amount",
        ColumnType.Day => "day",
        ColumnType.Instant => "time",
        ColumnType.Choice => "choice",
        ColumnType.Flag => "flag",
        _ => column.Type.ToString(),
    };

    private static string Words(string name) => name switch
    {
        nameof(EntityKind.AttributeValue) => "an attribute's value",
        nameof(EntityKind.EventName) => "an event's name",
        nameof(EntityKind.Attribute) or nameof(EntityKind.Event) or nameof(EntityKind.Owner) =>
            "an " + name.ToLowerInvariant(),
        nameof(EntityKind.Zone) => "an IANA time zone",
        _ => "a " + name.ToLowerInvariant(),
    };

    private static string Allowed(Column column) => column.Type switch
    {
        ColumnType.Choice => string.Join(", ", Enum.GetNames(column.Choices!)),
        ColumnType.Integer or ColumnType.Number or ColumnType.Money =>
            $"{Figure(column.Least)} to {Figure(column.Most)}",
        ColumnType.Day or ColumnType.Instant => "years 1970 to 2199",
        ColumnType.Flag => "true, false",
        _ => "",
    };

    private static string Without(Column column) => !column.IsOptional ? "required" : column.Type switch
    {
        ColumnType.Choice => Enum.ToObject(column.Choices!, (byte)column.Default).ToString()!,
        ColumnType.Flag => column.Default != 0 ? "true" : "false",
        ColumnType.Integer or ColumnType.Number or ColumnType.Money => Figure(column.Default),
        _ => "none",
    };

    private static string Figure(double value) => value switch
    {
        >= 1e15 => "10¹⁵",
        _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
    };
}
