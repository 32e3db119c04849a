using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Places;
using Quartermaster.Domain.Tables;
using Xunit;

namespace Quartermaster.Tests.Domain.Places;

/// <summary>The region of a postal code is that of the longest prefix.</summary>
public sealed class PostalBookTests
{
    // Few letters, so that prefixes begin one another.
    private static readonly Gen<string> s_code =
        Gen.Int[0, 4].Select(i => "ab0 -"[i]).Array[0, 14].Select(letters => new string(letters));

    private static readonly Gen<string> s_country =
        Gen.Int[0, 4].Select(i => ((string[])["US", "us", "DE", "U", "1A"])[i]);

    private static readonly Gen<Table<PostalPrefix>> s_table =
        Gen.Select(s_country, s_code, Gen.Int[1, 9], (country, prefix, region) =>
            new PostalPrefix(Label.Of(country), Label.Of(prefix), new(region))).Array[0, 20]
            .Select(rows => new Table<PostalPrefix>(rows));

    [Fact]
    public void It_finds_what_a_search_through_all_rows_finds() => Gen.Select(s_table, s_country, s_code).Sample(
        (table, country, code) => Assert.Equal(Search(table, country, code), new PostalBook(table).Find(country, code)),
        iter: 20_000);

    [Theory]
    [InlineData("US", "60601", 2)]
    [InlineData("us", "606 01-1234", 2)]
    [InlineData("US", "60701", 1)]
    [InlineData("US", "6", 4)]
    [InlineData("GB", "sw1a 1aa", 3)]
    [InlineData("GB", "N1", 0)]
    [InlineData("FR", "60601", 0)]
    [InlineData("US", "606#01", 0)]
    [InlineData("USA", "60601", 0)]
    [InlineData("", "", 0)]
    public void An_exception_is_a_longer_prefix(string country, string code, int region)
    {
        var book = new PostalBook(new([Row("US", "60", 1), Row("US", "606", 2), Row("GB", "SW-1A", 3), Row("us", "", 4),
            Row("Narnia", "1", 5), Row("US", "1234567890123", 6), Row("US", "6ü", 7)]));

        Assert.Equal(region, book.Find(country, code).Value);
        Assert.Equal(4, book.Count);
        Assert.Equal((true, true, false), (book.Knows("gb"), book.Knows("US"), book.Knows("FR")));
    }

    private static PostalPrefix Row(string country, string prefix, int region) =>
        new(Label.Of(country), prefix.Length == 0 ? default : Label.Of(prefix), new(region));

    private static RegionId Search(Table<PostalPrefix> table, string country, string code)
    {
        var (best, region) = (-1, default(RegionId));
        foreach (var row in table.Rows)
        {
            var prefix = Plain(row.Prefix.IsEmpty ? "" : row.Prefix.ToString());
            if (row.Country.ToString().Equals(country, StringComparison.OrdinalIgnoreCase)
                && country is not ("U" or "1A") && prefix.Length <= 12
                && Plain(code).StartsWith(prefix, StringComparison.Ordinal) && prefix.Length > best)
            {
                (best, region) = (prefix.Length, row.Region);
            }
        }

        return region;
    }

    private static string Plain(string code) => code.Replace(" ", "").Replace("-", "").ToUpperInvariant();
}
