using System.Reflection;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>What holds for every table of a sample, by its schema alone.</summary>
public sealed class SampleTablesTests
{
    [Fact]
    public void Every_value_is_known_and_within_its_columns_limits() => EachTable(new Limits());

    [Fact]
    public void Every_table_is_in_the_order_of_its_key_and_has_no_row_twice() => EachTable(new KeyOrder());

    [Fact]
    public void The_tables_that_a_plan_needs_are_there_and_the_truth_is_not_among_them()
    {
        string[] tables = [.. Samples.Tables.All.Select(NameOf).Order()];
        Assert.Equal(
            [
                "attributes", "calendars", "capacity", "departures", "events", "facilities", "lanes", "links",
                "listings", "offer_breaks", "offers", "prices", "products", "purchase_orders", "rates", "receipts",
                "regions", "returns", "sales", "stock", "vendors", "views",
            ],
            tables);
        Assert.All(Samples.Truth.All, table => Assert.StartsWith("true_", NameOf(table), StringComparison.Ordinal));
        Assert.False(Samples.Tables.IsCommitted);
    }

    [Fact]
    public void The_size_that_is_said_first_is_about_the_size_there_is()
    {
        var written = Samples.Tables.All.Concat(Samples.Truth.All).ToDictionary(NameOf, CountOf);
        Assert.All(SizeEstimate.Of(Samples.Two), size =>
            Assert.InRange(
                size.Rows / (double)written[size.Table.Replace("truth/", "", StringComparison.Ordinal)], 0.6, 1.6));
    }

    private static void EachTable(ITableCheck check)
    {
        foreach (var table in Samples.Tables.All.Concat(Samples.Truth.All))
        {
            typeof(ITableCheck).GetMethod(nameof(ITableCheck.Check))!
                .MakeGenericMethod(table.GetType().GetGenericArguments()[0]).Invoke(check, [table]);
        }
    }

    private static string NameOf(object table) =>
        ((TableSchema)table.GetType().GetGenericArguments()[0].GetProperty("Schema")!.GetValue(null)!).Name;

    private static long CountOf(object table) => ((System.Collections.ICollection)table).Count;

    private interface ITableCheck
    {
        void Check<TRow>(List<TRow> rows) where TRow : unmanaged, IRow<TRow>;
    }

    private sealed class Limits : ITableCheck
    {
        public void Check<TRow>(List<TRow> rows) where TRow : unmanaged, IRow<TRow>
        {
            // Every 7th row: the large tables repeat themselves.
            foreach (var (column, property) in Columns<TRow>())
            {
                for (var i = 0; i < rows.Count; i += rows.Count > 10_000 ? 7 : 1)
                {
                    var value = property.GetValue(rows[i])!;
                    var problem = column.Type switch
                    {
                        ColumnType.Code => CodeProblem(column, (int)value.GetType().GetProperty("Value")!
                            .GetValue(value)!),
                        ColumnType.Integer => LimitProblem(column, (int)value),
                        ColumnType.Number => LimitProblem(column, (double)value),
                        ColumnType.Money => LimitProblem(column, ((Money)value).Micros / 1e6),
                        ColumnType.Choice => Enum.IsDefined(column.Choices!, value) ? null : $"no choice {value}",
                        ColumnType.Label => column.IsOptional || !((Label)value).IsEmpty ? null : "empty",
                        ColumnType.Day => column.IsOptional || (DateOnly)value != default ? null : "no day",
                        ColumnType.Instant => column.IsOptional || ((Instant)value).IsKnown ? null : "no instant",
                        _ => null,
                    };
                    Assert.True(problem is null, $"{TRow.Schema.Name} row {i}, {column.Name}: {problem}");
                }
            }
        }

        private static string? CodeProblem(Column column, int id) =>
            id == 0 && column.IsOptional ? null
            : id < 1 || id > Samples.Tables.Catalog[column.Entity].Count ? $"no {column.Entity} has number {id}" : null;

        private static string? LimitProblem(Column column, double value) =>
            value >= column.Least && value <= column.Most ? null
            : $"{value} is not within {column.Least} and {column.Most}";
    }

    private sealed class KeyOrder : ITableCheck
    {
        public void Check<TRow>(List<TRow> rows) where TRow : unmanaged, IRow<TRow>
        {
            var keys = Columns<TRow>().Take(TRow.Schema.KeyLength).Select(pair => pair.Property).ToArray();
            IComparable[] last = [];
            for (var i = 0; i < rows.Count; i++)
            {
                IComparable[] key = [.. keys.Select(property => Comparable(property.GetValue(rows[i])!))];
                Assert.True(last.Length == 0 || Compare(last, key) < 0,
                    $"{TRow.Schema.Name} row {i}: {string.Join(", ", last)} before {string.Join(", ", key)}");
                last = key;
            }
        }

        private static int Compare(IComparable[] left, IComparable[] right)
        {
            for (var i = 0; i < left.Length; i++)
            {
                var order = left[i] is string text
                    ? string.CompareOrdinal(text, (string)right[i]) : left[i].CompareTo(right[i]);
                if (order != 0)
                {
                    return order;
                }
            }

            return 0;
        }

        private static IComparable Comparable(object value) => value switch
        {
            Label label => label.ToString(),
            IComparable comparable => comparable,
            _ => (int)value.GetType().GetProperty("Value")!.GetValue(value)!,
        };
    }

    private static IEnumerable<(Column Column, PropertyInfo Property)> Columns<TRow>()
        where TRow : unmanaged, IRow<TRow> =>
        from column in TRow.Schema.Columns
        where column.Type != ColumnType.Text
        let name = string.Concat(column.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
        select (column, typeof(TRow).GetProperty(name) ?? typeof(TRow).GetProperty("Id")!);
}
