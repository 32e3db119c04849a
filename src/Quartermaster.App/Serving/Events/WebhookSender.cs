using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Quartermaster.Domain.Catalog;

namespace Quartermaster.App.Serving.Events;

/// <summary>Tells one webhook what becomes of orders: in turn, again until it is heard, from where it stopped.
/// </summary>
/// <remarks>
/// One request at a time, each with up to 100 events in the order of the ledger: so events of an order never overtake
/// one another. Whoever answers 2xx has heard all of them; anything else is told again after a pause that doubles from
/// a second to five minutes. How far it has come is kept on disk after each request, so a receiver may hear an event
/// twice after a crash, with the same id, and never misses one. Signed as Standard Webhooks asks
/// (github.com/standard-webhooks): HMAC-SHA-256 of id, time and body.
/// </remarks>
internal sealed class WebhookSender(
    Webhook webhook, EventBook events, ServingFiles files, HttpClient http, Func<CatalogVersion> catalog,
    TimeProvider clock)
{
    private const int MostPerRequest = 100;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    // A receiver that is telling us so has heard: who stops listens for that much longer.
    private static readonly TimeSpan s_lastWord = TimeSpan.FromSeconds(5);

    /// <summary>The webhook.</summary>
    internal Webhook Webhook => webhook;

    /// <summary>The last event that was heard.</summary>
    internal EventId Heard { get; private set; }

    /// <summary>Why the last request was not heard; null if it was.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Events heard since the service began.</summary>
    internal long Count { get; private set; }

    /// <summary>Sends until it is stopped. Events before the webhook was made are not sent.</summary>
    internal async Task RunAsync()
    {
        while (!events.Stopping.IsCancellationRequested)
        {
            try
            {
                await SendAllAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (events.Stopping.IsCancellationRequested)
            {
                // The service stops; the next one goes on from here.
            }
#pragma warning disable CA1031 // A full disk, a damaged log: said, and tried again; other webhooks go on.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                Fault = fault.Message;
                await PauseAsync(s_longestPause).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Finds where to begin: where it stopped, or for a new webhook after the last batch.</summary>
    internal void Begin()
    {
        Heard = EventId.Parse(files.Read<WebhookCursor>(CursorOf(webhook.Name))?.Heard)
            ?? new(events.LastBatch, int.MaxValue);
        Keep();
    }

    /// <summary>The file that says how far a webhook has come.</summary>
    internal static string CursorOf(string name) => $"webhook-{name}.json";

    private async Task SendAllAsync()
    {
        using var reader = events.Open(Heard);
        while (true)
        {
            OrderEvent[] part = [.. await reader.NextAsync(MostPerRequest, events.Stopping).ConfigureAwait(false)];
            events.Stopping.ThrowIfCancellationRequested();
            await SendAsync(part).ConfigureAwait(false);
            (Heard, Count) = (part[^1].Id, Count + part.Length);
            Keep();
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, clock, events.Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    /// <summary>The signature of a request.</summary>
    internal static string Sign(string secret, string id, string time, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{time}.");
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret));
        hash.AppendData(head);
        hash.AppendData(body);
        return "v1," + Convert.ToBase64String(hash.GetHashAndReset());
    }

    private async Task SendAsync(OrderEvent[] part)
    {
        var body = CloudEvent.Write(part, catalog());
        var pause = TimeSpan.FromSeconds(1);
        while (!await IsHeardAsync(part[0].Id.ToString(), body).ConfigureAwait(false))
        {
            await Task.Delay(pause, clock, events.Stopping).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    private async Task<bool> IsHeardAsync(string id, byte[] body)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(CloudEvent.Several) { CharSet = "utf-8" } },
            },
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", Sign(webhook.Secret, id, time, body));
        using var end = new CancellationTokenSource();
        using var stopping = events.Stopping.Register(() => end.CancelAfter(s_lastWord));
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token)
                .ConfigureAwait(false);
            Fault = answer.IsSuccessStatusCode ? null
                : string.Create(CultureInfo.InvariantCulture, $"{webhook.Url} answered {(int)answer.StatusCode}");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException
            && !events.Stopping.IsCancellationRequested)
        {
            Fault = $"{webhook.Url}: {fault.Message}";
        }

        return Fault is null;
    }

    private void Keep() => files.Save(CursorOf(webhook.Name), new WebhookCursor(Heard.ToString()));

    private sealed record WebhookCursor(string Heard);
}
