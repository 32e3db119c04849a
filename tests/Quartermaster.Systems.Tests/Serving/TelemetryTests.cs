using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Metrics and traces arrive at a collector, by both protocols, under the names that the page has, and say
/// nothing of products and orders.</summary>
public sealed class TelemetryTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private static readonly string[] s_metrics =
    [
        "quartermaster.promises", "quartermaster.orders", "quartermaster.ledger.waiting",
        "quartermaster.ledger.keeping_faults",
        "quartermaster.requests.at_work", "quartermaster.ledger.batches", "quartermaster.offers.brought",
        "quartermaster.offers.honored", "http.server.request.duration", "kestrel.active_connections", "dotnet.gc",
    ];

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_hears_every_metric_and_each_request(string protocol)
    {
        var folder = corner.Copy();
        var key = ServeProcess.KeyOf(folder, "admin");
        await using var collector = await OtlpReceiver.StartAsync(protocol == "grpc");
        await using var service = await ServeProcess.StartAsync(folder, [], new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300", ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        });
        using var client = new HttpClient { BaseAddress = new(service.Address) };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        await client.PostAsync("/v1/promises",
            """{"items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""");
        await client.PostAsync("/v1/orders",
            """{"order":"secret-7","items":[{"product":"tea"}],"destination":{"region":"dallas"}}""");
        await client.ReadAsync("/v1/orders/secret-7");
        await client.ReadAsync("/v1/inventory/lamp");
        for (var tries = 0; tries < 600 && Missing(collector).Length > 0; tries++)
        {
            await Task.Delay(50);
        }

        Assert.Empty(Missing(collector));

        // What was not sent yet is sent when it stops.
        await client.PostAsync("/v1/orders/secret-7/ship", "");
        await service.BeginStopAsync();
        Assert.Equal(0, service.End().Code);
        Assert.Contains("/ship", collector.Of("trace"), StringComparison.Ordinal);
        foreach (var words in (string[])["secret-7", "lamp"])
        {
            Assert.DoesNotContain(words, collector.Of("trace"), StringComparison.Ordinal);
            Assert.DoesNotContain(words, collector.Of("metrics"), StringComparison.Ordinal);
        }
    }

    private static string[] Missing(OtlpReceiver collector)
    {
        var (metrics, traces) = (collector.Of("metrics"), collector.Of("trace"));
        return
        [
            .. s_metrics.Append("decided")
                .Where(name => !metrics.Contains(name, StringComparison.Ordinal)),
            .. new[]
                {
                    "/v1/promises", "/v1/orders/{order}", "/v1/inventory/{product}", "service.name", "quartermaster",
                }
                .Where(name => !traces.Contains(name, StringComparison.Ordinal)).Select(name => "trace of " + name),
        ];
    }
}
