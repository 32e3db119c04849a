using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Storage.Workspaces;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>The corner shop in service: a real server on a free port, with a key of each role.</summary>
internal sealed class ServedShop : IAsyncDisposable
{
    private const long DayLong = 86_400_000;

    private readonly Dictionary<KeyRole, string> _keys = [];
    private readonly List<HttpClient> _clients = [];

    private ServedShop(string folder, ShiftedClock clock) => (Folder, Clock) = (folder, clock);

    /// <summary>The day of a shop that is opened tomorrow: the one after the system's, UTC.</summary>
    internal static DateOnly Tomorrow => DateOnly.FromDayNumber(new DateOnly(1970, 1, 1).DayNumber
        + (int)(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / DayLong) + 1);

    internal string Folder { get; }

    internal ShiftedClock Clock { get; }

    internal ServingHost Host { get; private set; } = null!;

    internal ServingFiles Files => new(Folder);

    /// <summary>The ledger's plane.</summary>
    internal OnlinePlane Plane => Host.Desk.Plane;

    /// <summary>Where gRPC listens.</summary>
    internal string RpcAddress => Host.Addresses[1];

    internal string Address => Host.Addresses[0];

    /// <summary>Serves a workspace, with other settings where they are given.</summary>
    internal static async Task<ServedShop> OpenAsync(string folder, ServePolicy? policy = null)
    {
        var shop = new ServedShop(folder, new());
        var keys = new List<ApiKey>();
        foreach (var role in Enum.GetValues<KeyRole>())
        {
            var (sent, key) = KeyBook.Make(role.ToString(), role, null, "2025-03-03");
            shop._keys[role] = sent;
            keys.Add(key);
        }

        shop.Files.Save(KeyBook.FileName, new KeyList(keys));
        await shop.StartAsync(policy).ConfigureAwait(false);
        return shop;
    }

    /// <summary>Serves a workspace at two in the afternoon of tomorrow, UTC: hours before the corner shop's departures.
    /// </summary>
    internal static async Task<ServedShop> OpenTomorrowAsync(string folder)
    {
        var shop = await OpenAsync(folder).ConfigureAwait(false);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        shop.Clock.Shift = TimeSpan.FromMilliseconds((((now / DayLong) + 1) * DayLong) + (14 * 3_600_000) - now);
        await shop.RestartAsync().ConfigureAwait(false);
        return shop;
    }

    /// <summary>Stops the service as an operator does, and starts it anew.</summary>
    internal async Task RestartAsync(ServePolicy? policy = null)
    {
        await Host.DisposeAsync().ConfigureAwait(false);
        _clients.ForEach(client => client.Dispose());
        _clients.Clear();
        await StartAsync(policy).ConfigureAwait(false);
    }

    internal string KeyOf(KeyRole role) => _keys[role];

    /// <summary>A client with the key of a role; without any where none is given.</summary>
    internal HttpClient Client(KeyRole? role = KeyRole.Admin)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
        {
            BaseAddress = new(Address),
        };
        if (role is { } one)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _keys[one]);
        }

        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Host.DisposeAsync().ConfigureAwait(false);
    }

    private async Task StartAsync(ServePolicy? policy)
    {
        var plane = await OnlinePlane.OpenAsync(Workspace.Open(Folder), Clock, 2, CancellationToken.None)
            .ConfigureAwait(false);
        Host = await ServingHost.StartAsync(plane, Files, policy ?? new(),
            new(new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0), null), Clock).ConfigureAwait(false);
    }
}

/// <summary>The system's time, moved on as far as a test says.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    internal TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}

/// <summary>Requests in one line.</summary>
internal static class Requests
{
    internal static async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        this HttpClient client, HttpMethod method, string address, string? json = null)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        using var answer = await client.SendAsync(request).ConfigureAwait(false);
        var text = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    internal static Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(
        this HttpClient client, string address, string json) => client.SendAsync(HttpMethod.Post, address, json);

    internal static Task<(HttpStatusCode Status, JsonNode? Body)> ReadAsync(this HttpClient client, string address) =>
        client.SendAsync(HttpMethod.Get, address, null);

    /// <summary>The last part of a problem's type.</summary>
    internal static string? ProblemOf(this JsonNode? body) => ((string?)body?["type"])?.Split(':')[^1];
}
