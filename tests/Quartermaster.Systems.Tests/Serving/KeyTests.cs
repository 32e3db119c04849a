using System.Net;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Keys that are not ours, and keys that were.</summary>
public sealed class KeyTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Tea = """{"items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""";

    [Theory]
    [InlineData("")]
    [InlineData("qm_")]
    [InlineData("qm_00000000_")]
    [InlineData("qm_00000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_key_that_is_not_ours_is_none(string key)
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(role: null);
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ReadAsync("/v1/service")).Status);

        var almost = shop.KeyOf(KeyRole.Admin)[..^1] + '!';
        var other = shop.Client(role: null);
        other.DefaultRequestHeaders.Add("X-Api-Key", almost);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.ReadAsync("/v1/service")).Status);
    }

    [Fact]
    public async Task A_removed_key_counts_no_more_and_no_secret_is_on_disk()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var reader = shop.Client(KeyRole.Reader);
        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync("/v1/promises", Tea)).Status);
        var keys = shop.Files.Read<KeyList>(KeyBook.FileName)!.Keys;
        var text = shop.Files.TextOf(KeyBook.FileName)!;
        Assert.DoesNotContain(shop.KeyOf(KeyRole.Reader).Split('_', 3)[2], text, StringComparison.Ordinal);
        shop.Files.Save(KeyBook.FileName, new KeyList([.. keys.Where(key => key.Role != KeyRole.Reader)]));
        shop.Clock.Shift += TimeSpan.FromSeconds(2);
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.PostAsync("/v1/promises", Tea)).Status);
    }
}
