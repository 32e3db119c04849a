using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Ledger;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>More than there is room for: of units, of requests, of bytes, of patience.</summary>
public sealed class OverloadTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Tea = """{"items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""";

    [Fact]
    public async Task Many_clients_at_once_never_sell_a_unit_twice()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Shop);
        var stock = (await client.ReadAsync("/v1/inventory/tea")).Body!["facilities"]!.AsArray()
            .Sum(row => (int)row!["fulfillable"]!);
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => client.PostAsync("/v1/orders", $$"""
            {"order":"n{{i}}","items":[{"product":"tea","units":1}],"destination":{"region":"dallas"} }
            """)));
        var sold = answers.Count(answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(stock, sold);
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.Conflict));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Fact]
    public async Task What_is_too_much_at_once_is_told_to_come_back_and_the_service_recovers()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { MostAtOnce = 2 });
        var client = shop.Client(KeyRole.Shop);
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => client.PostAsync("/v1/orders", $$"""
            {"order":"n{{i}}","items":[{"product":"tea","units":1}],"destination":{"region":"dallas"} }
            """)));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.ServiceUnavailable
            && answer.Body.ProblemOf() == "busy");
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/promises", Tea)).Status);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_to_wait()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { RequestsPerSecond = 10 });
        var client = shop.Client(KeyRole.Reader);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.PostAsync("/v1/promises", Tea)));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
        await Task.Delay(1_200);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/promises", Tea)).Status);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { MostBodyBytes = 2_048 });
        var (status, body) = await shop.Client().PostAsync(
            "/v1/promises", Tea.Replace("tea", new string('x', 4_000)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (status, body.ProblemOf()));
    }

    [Fact]
    public async Task A_client_that_never_finishes_its_request_is_let_go()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var address = new Uri(shop.Address);
        using var slow = new TcpClient();
        await slow.ConnectAsync(address.Host, address.Port);
        var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/promises HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {shop.KeyOf(KeyRole.Reader)}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"items\""));

        // Kestrel asks for 240 bytes a second after five seconds' grace.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[1_024];
        var count = await stream.ReadAsync(buffer, patience.Token);
        Assert.True(count == 0 || Encoding.ASCII.GetString(buffer, 0, count)
            .StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await shop.Client().PostAsync("/v1/promises", Tea)).Status);
    }

    [Fact]
    public async Task Clocks_that_are_wrong_are_told_so()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var dayBeforeYesterday = shop.Plane.Now.PlusMinutes(-2 * 1_440).ToString();
        (string At, HttpStatusCode Status)[] asked =
        [
            (dayBeforeYesterday, HttpStatusCode.UnprocessableEntity),
            ("2100-01-01T00:00Z", HttpStatusCode.UnprocessableEntity), ("soon", HttpStatusCode.UnprocessableEntity),

            // From before the days that the ledger remembers: nobody knows whether it was given then.
            ("2000-01-01T00:00Z", HttpStatusCode.Conflict),
        ];
        foreach (var (at, expected) in asked)
        {
            var (status, body) = await shop.Client().PostAsync("/v1/orders", $$"""
                {"order":"c","items":[{"product":"tea"}],"destination":{"region":"dallas"},"placed_at":"{{at}}"}
                """);
            Assert.Equal((expected, "/placed_at"), (status, (string?)body!["pointer"]));

            // Whoever leaves the time out may order twice.
            Assert.DoesNotContain("leave it out", (string?)body["next"], StringComparison.Ordinal);
            Assert.True(at != dayBeforeYesterday || ((string)body["detail"]!).Contains("no order is known under",
                StringComparison.Ordinal));
        }
    }
}
