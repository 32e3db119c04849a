using System.Net;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>What is wrong with a request is told in words of the request.</summary>
public sealed class RequestErrorTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData("", "The body is empty.", "/")]
    [InlineData("{}", "Fields are missing: 'items', 'destination'.", "/")]
    [InlineData("""{"items":[],"colour":1}""", "There is no field /colour.", "/colour")]
    [InlineData("""{"items":null,"destination":{"region":"dallas"}}""", "A field that must have a value is null", "")]
    [InlineData("""{"items":[{"product":"tea","units":"x"}]}""", "The value at /items/0/units is", "/items/0/units")]
    public async Task What_cannot_be_read_is_told_in_words_of_the_request(string json, string words, string pointer)
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var (status, body) = await shop.Client().PostAsync("/v1/promises", json);
        Assert.Equal((HttpStatusCode.BadRequest, "bad-json"), (status, body.ProblemOf()));
        Assert.StartsWith(words, (string?)body!["detail"], StringComparison.Ordinal);
        Assert.StartsWith(pointer, (string?)body["pointer"], StringComparison.Ordinal);
        Assert.DoesNotContain("Quartermaster.", body.ToJsonString(), StringComparison.Ordinal);
    }
}
