using System.Net;
using System.Text;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Requests that are almost right, by the hundred thousand: each gets a clear answer, none an error of the
/// service, and the ledger is whole afterwards.</summary>
public sealed class FuzzTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const int Requests = 100_000;
    private const int AtOnce = 32;
    private const long MostGrowth = 400L << 20;

    private static readonly string[] s_values =
    [
        "null", "-1", "0", "1", "2147483647", "2147483648", "-9223372036854775809", "1e308", "1.5", "NaN", "true",
        "\"\"", "\"tea\"", "\"lamp\"", "\"dallas\"", "\"south\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[null]",
        "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "{\"product\":\"tea\"}", "\"2025-02-30T25:61Z\"",
        "\"9999-12-31T23:59Z\"", "\"0001-01-01T00:00Z\"", "\"standard\"", "\"fill_all\"", "\"hold\"",
        "\"" + new string('x', 300) + "\"",
    ];

    private static readonly string[] s_addresses =
    [
        .. ApiExamples.All.Keys.Select(name => "/" + name.Split(' ')[1]),
        "/v1/orders/web-1001", "/v1/orders/%00", "/v1/orders/{order}/commit", "/v1/orders/{order}/cancel",
        "/v1/inbound/{shipment}/cancel",
        "/v1/inventory/tea", "/v1/inventory/%F0%9F%8D%B5", "/v1/inventory/movements/x", "/v1/service",
        "/v1/../v1/promises", "/v1/events?after=x",
        "/v1/waiting", "/v1/waiting?after=x", "/v1/waiting?limit=-1", "/v1/waiting?limit=1000&after=0.%00",
    ];

    // The examples, and requests with every field that they leave out.
    private static readonly (string Name, string Text)[] s_seeds =
    [
        .. ApiExamples.All.Select(pair => (pair.Key, pair.Value)),
        ("POST v1/promises", """
            {"items":[{"product":"tea","units":1},{"product":"lamp"}],"destination":{"region":"dallas"},
             "at":"2025-03-04T10:30Z","speeds":["one_day"],"reasons":true,"split":true,"quotes":true}
            """),
        ("POST v1/orders", """
            {"order":"web-7","items":[{"product":"tea"}],"destination":{"region":"dallas"},"offer":"AAAA",
             "action":"hold","placed_at":"2025-03-04T10:30Z","fill":"fill_all","speed":"two_day","customer":"ann"}
            """),
        ("POST v1/orders/{order}/ship", """{"from":"south","at":"2025-03-04T10:30Z","part":true}"""),
        ("POST v1/inventory/movements", """
            {"movements":[{"key":"m","kind":"depart","product":"tea","facility":"south","to":"north","units":2,
              "at":"2025-03-04T10:30Z"},
             {"key":"n","kind":"change_owner","product":"tea","facility":"south","units":1,"owner":"x","to_owner":"y"},
             {"key":"o","kind":"return","product":"lamp","facility":"north","units":1,"is_sellable":true}]}
            """),
        ("POST v1/inbound/options", """
            {"shipment":"asn-1","items":[{"product":"tea","units":5},{"product":"lamp"}],"arrives":"2030-03-04"}
            """),
    ];

    private static readonly string[] s_names =
        ["\"Units\"", "\"unit\"", "\"units\":1,\"units\"", "\"__proto__\"", "\"\""];

    [Fact]
    public async Task No_request_whatever_it_says_is_an_error_of_the_service()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { RequestsPerSecond = 1_000_000 });
        var client = shop.Client();
        var options = (await client.PostAsync("/v1/inbound/options", ApiExamples.All["POST v1/inbound/options"]
            .Replace("asn-78", "asn-1"))).Body!["options"]!;
        var option = (string)options[0]!["option"]!;
        var (statuses, before) = (new int[600], GC.GetTotalMemory(forceFullCollection: true));
        await Parallel(AtOnce, async number =>
        {
            for (var i = number; i < Requests; i += AtOnce)
            {
                using var request = Make(i, option);
                using var answer = await client.SendAsync(request);
                Interlocked.Increment(ref statuses[(int)answer.StatusCode]);
                Assert.True((int)answer.StatusCode < 500, $"request {i}: {answer.StatusCode} "
                    + $"{await answer.Content.ReadAsStringAsync()} to {request.Method} {request.RequestUri}");
            }
        });

        Assert.Equal(Requests, statuses.Sum());
        Assert.True(statuses[200] + statuses[201] > Requests / 100, "Too few requests were good to say anything.");
        Assert.True(statuses[400] > Requests / 100 && statuses[422] > Requests / 100);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < MostGrowth);
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/promises", ApiExamples.All["POST v1/promises"]))
            .Status);
    }

    // A good request, changed in up to three places; sometimes bytes, an address or a header instead.
    private static HttpRequestMessage Make(int number, string option)
    {
        var draw = 0UL;
        var (name, text) = s_seeds[Below(s_seeds.Length)];
        text = text.Replace("{option}", option);
        var address = "/" + name.Split(' ')[1];
        for (var changes = Below(4); changes > 0; changes--)
        {
            text = Below(8) switch
            {
                0 => Bytes(text),
                1 => text[..Below(text.Length + 1)],
                2 => text + text,
                3 => text.Replace("\"units\"", s_names[Below(s_names.Length)]),
                _ => Value(text),
            };
        }

        address = Below(10) == 0 ? s_addresses[Below(s_addresses.Length)] : address;
        address = address.Replace("{order}", $"web-{Below(5)}").Replace("{shipment}", $"asn-{Below(3)}");
        text = Below(3) == 0 ? text.Replace("web-1001", $"web-{Below(500)}") : text;
        var method = Below(20) == 0 ? new[] { "GET", "PUT", "DELETE", "PATCH", "POST" }[Below(5)] : "POST";
        method = address.Contains("/events", StringComparison.Ordinal)
            || address.Contains("/waiting", StringComparison.Ordinal) ? "GET" : method;
        return new(new(method), address)
        {
            Content = method == "GET" ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(text))
            {
                Headers = { { "Content-Type", Below(50) == 0 ? "text/plain" : "application/json" } },
            },
        };

        int Below(int count) => (int)(KeyedRandom.Uniform(4, 5, (ulong)number, draw++) * count);

        string Bytes(string of)
        {
            var bytes = of.ToCharArray();
            for (var i = 0; i < 3 && bytes.Length > 0; i++)
            {
                bytes[Below(bytes.Length)] = (char)Below(256);
            }

            return new(bytes);
        }

        // What stands after some colon becomes something else.
        string Value(string of)
        {
            var colons = Enumerable.Range(0, of.Length).Where(i => of[i] == ':').ToArray();
            if (colons.Length == 0)
            {
                return s_values[Below(s_values.Length)];
            }

            var start = colons[Below(colons.Length)] + 1;
            var end = of.AsSpan(start).IndexOfAny(",}]") is var found && found >= 0 ? start + found : of.Length;
            return of[..start] + s_values[Below(s_values.Length)] + of[end..];
        }
    }

    private static Task Parallel(int count, Func<int, Task> run) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => run(number))));
}
