using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Customers who ask what they can be promised, think, and order the offer that they were shown: how many of
/// them get what they were told.</summary>
internal sealed class CheckoutLoad : IDisposable
{
    private readonly HttpClient _client;
    private readonly CatalogVersion _catalog;
    private readonly List<(WantedOrder Order, CartLine[] Cart)> _wanted;
    private readonly double _meanThinkSeconds;
    private readonly string _name;
    private readonly ConcurrentDictionary<string, int> _why = [];
    private int _next = -1;
    private int _unpromised;
    private int _ordered;
    private int _honored;

    /// <summary>Opens the shop.</summary>
    /// <param name="address">Where the service is.</param>
    /// <param name="key">A shop's key.</param>
    /// <param name="catalog">What numbers stand for.</param>
    /// <param name="wanted">What the customers want, one after the other.</param>
    /// <param name="meanThinkSeconds">How long they think, exponentially distributed.</param>
    /// <param name="name">What the codes of their orders begin with.</param>
    internal CheckoutLoad(
        string address, string key, CatalogVersion catalog, List<(WantedOrder Order, CartLine[] Cart)> wanted,
        double meanThinkSeconds, string name)
    {
        (_catalog, _wanted, _meanThinkSeconds, _name) = (catalog, wanted, meanThinkSeconds, name);
        _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new(address) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Customers whose cart was offered nothing.</summary>
    internal int Unpromised => _unpromised;

    /// <summary>Orders that brought an offer.</summary>
    internal int Ordered => _ordered;

    /// <summary>And those of them that were taken whole, at the terms of the offer.</summary>
    internal int Honored => _honored;

    /// <summary>Why others were not, most often first: the names of the answers' problems, or of the lines' reasons.
    /// </summary>
    internal IEnumerable<string> Why => _why.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key,
        StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}");

    public void Dispose() => _client.Dispose();

    /// <summary>Lets all of them come.</summary>
    /// <param name="together">How many are in the shop at once.</param>
    /// <param name="cancel">Closes the shop.</param>
    internal Task RunAsync(int together, CancellationToken cancel) =>
        Task.WhenAll(Enumerable.Range(0, together).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref _next); i < _wanted.Count; i = Interlocked.Increment(ref _next))
            {
                await VisitAsync(i, cancel).ConfigureAwait(false);
            }
        }, cancel)));

    private async Task VisitAsync(int number, CancellationToken cancel)
    {
        var (order, cart) = _wanted[number];
        var body = new JsonObject
        {
            ["items"] = new JsonArray([.. cart.Select(line => new JsonObject
            {
                ["product"] = _catalog.CodeOf(line.Product), ["units"] = line.Units,
            })]),
            ["destination"] = new JsonObject { ["region"] = _catalog.CodeOf(order.Region) },
        };
        var answer = await PostAsync("/v1/promises", body, cancel).ConfigureAwait(false);
        if (answer?["offers"] is not JsonArray { Count: > 0 } offers)
        {
            Interlocked.Increment(ref _unpromised);
            return;
        }

        var think = -Math.Log(1 - KeyedRandom.Uniform(23, 1, (ulong)number, 0)) * _meanThinkSeconds;
        await Task.Delay(TimeSpan.FromSeconds(think), cancel).ConfigureAwait(false);

        // Which of the offers: any, so that sure ones and tight ones come.
        var taken = offers[(int)(KeyedRandom.Uniform(23, 2, (ulong)number, 0) * offers.Count)]!;
        (body["order"], body["fill"]) = ($"{_name}-{number}", "fill_or_kill");
        (body["speed"], body["offer"]) = ((string)taken["speed"]!, (string)taken["offer"]!);
        var placed = await PostAsync("/v1/orders", body, cancel).ConfigureAwait(false);
        Interlocked.Increment(ref _ordered);
        if ((string?)placed?["state"] == "decided" && (string?)placed["promised"] == (string?)taken["promised"])
        {
            Interlocked.Increment(ref _honored);
            return;
        }

        var because = (string?)placed?["unfulfillable"]?[0]?["code"] ?? (string?)placed?["type"] ?? "another promise";
        _why.AddOrUpdate(because, 1, (_, count) => count + 1);
    }

    private async Task<JsonNode?> PostAsync(string path, JsonObject body, CancellationToken cancel)
    {
        using var response = await _client.PostAsJsonAsync(path, body, cancel).ConfigureAwait(false);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false));
    }
}
