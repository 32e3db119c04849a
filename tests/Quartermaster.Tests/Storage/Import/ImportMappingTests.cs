using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import;
using Xunit;

namespace Quartermaster.Tests.Storage.Import;

public sealed class ImportMappingTests
{
    [Fact]
    public void A_mapping_reads_a_foreign_file()
    {
        using var folder = new ImportFolder();
        var mapping = ImportMapping.Parse("""
            {
              "columns": { "order": "Beleg", "at": "Zeit", "product": "Artikel", "units": "Menge",
                           "unit_price": "Preis", "speed": "Versand" },
              "constants": { "line": "1" },
              "formats": { "at": "dd.MM.yyyy HH:mm" },
              "decimalSeparator": ",",
              "timeZoneOffset": "+02:00",
              "values": { "speed": { "Eil": "one-day", "Normal": "" } }
            }
            """);
        var result = folder.Import("sales",
            "Beleg;Zeit;Artikel;Menge;Preis;Versand;Kasse\n1;03.04.2024 10:00;P;1.000;1.234,50;Eil;7\n"
            + "2;03.04.2024 10:00;P;2;3;Normal;7\n", mapping);
        Assert.Equal(0, result.RowsRejected);
        var sales = folder.Workspace.Tables.Read<Sale>().Rows.ToArray();
        Assert.Equal("2024-04-03T08:00:00Z", sales[0].At.ToString());
        Assert.Equal((1_000, Money.Of(1_234.50m), Speed.OneDay), (sales[0].Units, sales[0].UnitPrice, sales[0].Speed));
        Assert.Equal(Speed.Standard, sales[1].Speed);
        Assert.Contains(result.Notes, note => note.Contains("passed over: Kasse"));
    }

    [Theory]
    [InlineData("13/04/2024", "03/04/2024", "2024-04-03T00:00:00Z", "day/month/year")]
    [InlineData("04/13/2024", "03/04/2024", "2024-03-04T00:00:00Z", "month/day/year")]
    [InlineData("04-13-2024 1:05 PM", "03-04-2024 1:05 PM", "2024-03-04T13:05:00Z", "month/day/year")]
    public void Day_and_month_are_told_apart_over_the_whole_column(
        string telling, string ambiguous, string expected, string said)
    {
        using var folder = new ImportFolder();
        var result = folder.Import("sales", "order,line,at,product,units,unit_price\n" + string.Concat(
            Enumerable.Range(0, 2_000).Select(i => $"{i:D5},1,{(i == 1_990 ? telling : ambiguous)},P,1,1\n")));
        Assert.Equal(2_000, result.RowsTaken);
        Assert.Equal(expected, folder.Workspace.Tables.Read<Sale>().Rows[0].At.ToString());
        Assert.Contains(result.Notes, note => note.Contains(said));
    }

    [Theory]
    [InlineData("1,234", "0,5", 1234, 0.5, 1)]
    [InlineData("1.234", "1.234,56", 1234, 1234.56, 0)]
    [InlineData("1,234", "1,234.56", 1234, 1234.56, 0)]
    [InlineData("1 234", "£5.25", 1234, 5.25, 0)]
    public void Decimal_commas_and_thousands_are_told_apart(
        string units, string price, int expectedUnits, double expectedPrice, int rejected)
    {
        using var folder = new ImportFolder();
        var result = folder.Import("sales",
            $"order;line;at;product;units;unit_price\nA;1;2024-01-02;P;{units};{price}\n");
        Assert.Equal(rejected, result.RowsRejected);
        var sales = folder.Workspace.Tables.Read<Sale>().Rows.ToArray();
        Assert.Equal(rejected == 0 ? [(expectedUnits, Money.Of((decimal)expectedPrice))] : [],
            sales.Select(sale => (sale.Units, sale.UnitPrice)));
    }

    [Fact]
    public void A_price_that_could_have_thousands_or_decimals_is_rejected_until_the_mapping_says_which()
    {
        using var folder = new ImportFolder();
        const string Text = "order;line;at;product;units;unit_price\nA;1;2024-01-02;P;1;1,234\n";
        var rule = Assert.Single(folder.Import("sales", Text).Rules);
        Assert.Contains("decimalSeparator", rule.Rule);
        Assert.Equal(1, folder.Import("sales", Text, ImportMapping.Parse("""{"decimalSeparator": ","}""")).RowsTaken);
        Assert.Equal(Money.Of(1.234m), folder.Workspace.Tables.Read<Sale>().Rows[0].UnitPrice);
    }

    /// <summary>1.200 is read as it stands where nothing speaks for a decimal comma; where something does and no number
    /// shows which it is, it is not guessed.</summary>
    [Theory]
    [InlineData("order,line,at,product,units,unit_price\nA,1,2024-01-02,P,1,1.200\n", 1)]
    [InlineData("order;line;at;product;units;unit_price\nA;1;2024-01-02;P;1;1.200\n", 0)]
    [InlineData("order,line,at,product,units,unit_price\nA,1,31.01.2024,P,1,1.200\n", 0)]
    [InlineData("order;line;at;product;units;unit_price\nA;1;2024-01-02;P;1;1.200\nA;2;2024-01-02;P;1;1.5\n", 2)]
    [InlineData("order;line;at;product;units;unit_price\nA;1;2024-01-02;P;1;0.250\n", 1)]
    public void Three_digits_after_a_point_are_not_guessed_where_the_comma_may_be_decimal(string text, int taken)
    {
        using var folder = new ImportFolder();
        var result = folder.Import("sales", text);
        Assert.Equal(taken, result.RowsTaken);
        Assert.All(result.Rules, rule => Assert.Contains("decimalSeparator", rule.Rule));
    }

    [Fact]
    public void A_whole_number_with_three_decimals_is_rejected_with_what_to_say()
    {
        using var folder = new ImportFolder();
        var rule = Assert.Single(folder.Import(
            "sales", "order,line,at,product,units,unit_price\nA,1,2024-01-02,P,1.200,1\n").Rules);
        Assert.Contains("is not a whole number; if its separator", rule.Rule);
        Assert.Contains("decimalSeparator", rule.Rule);
    }

    [Fact]
    public void Dates_that_are_one_day_either_way_are_taken()
    {
        using var folder = new ImportFolder();
        Assert.Equal(2, folder.Import("sales", "order,line,at,product,units,unit_price\nA,1,01.01.2025,P,1,1\n"
            + "A,2,02.02.2025,P,1,1\n").RowsTaken);
    }

    [Theory]
    [InlineData("""{"colums": {}}""", "colums")]
    [InlineData("""{"delimiter": "ab"}""", "delimiter is 'ab'; expected one character")]
    [InlineData("""{"timeZoneOffset": "CET"}""", "timeZoneOffset is 'CET'; expected for example +01:00")]
    [InlineData("{", "line 1")]
    public void A_wrong_mapping_says_where(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<ImportException>(() => ImportMapping.Parse(json, "map.json")).Message);

    [Fact]
    public void A_mapping_for_another_table_is_refused()
    {
        using var folder = new ImportFolder();
        var mapping = ImportMapping.Parse("""{"constants": {"colour": "red"}}""");
        var fault = Assert.Throws<ImportException>(() => folder.Import("regions", "region\nX\n", mapping));
        Assert.Contains("names 'colour', which table regions does not have", fault.Message);
    }

    [Fact]
    public void A_file_without_a_header_is_read_with_the_mapping_s()
    {
        using var folder = new ImportFolder();
        var mapping = ImportMapping.Parse("""{"header": ["vendor", "name"]}""");
        Assert.Equal(2, folder.Import("vendors", "V1,One\nV2,Two\n", mapping).RowsTaken);
    }
}
