using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Events;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Somebody who hears of events; it may answer badly for a while.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _secret;

    internal Receiver(string secret)
    {
        // A free port, as far as anybody can know.
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hear/";
        probe.Stop();
        _secret = secret;
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = HearAsync();
    }

    internal string Url { get; }

    /// <summary>Requests that are answered with 500 before any is heard.</summary>
    internal int Refusals { get; set; }

    /// <summary>Requests that did not carry the right signature.</summary>
    internal int Forged { get; private set; }

    /// <summary>What was heard, in turn.</summary>
    internal ConcurrentQueue<JsonNode> Heard { get; } = new();

    /// <summary>Waits until so many events were heard.</summary>
    internal async Task<JsonNode[]> WaitAsync(int count)
    {
        for (var tries = 0; Heard.Count < count && tries < 600; tries++)
        {
            await Task.Delay(50).ConfigureAwait(false);
        }

        return [.. Heard];
    }

    public void Dispose() => _listener.Close();

    private async Task HearAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                using var memory = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(memory).ConfigureAwait(false);
                var headers = context.Request.Headers;
                Forged += headers["webhook-signature"] == WebhookSender.Sign(
                    _secret, headers["webhook-id"]!, headers["webhook-timestamp"]!, memory.ToArray()) ? 0 : 1;
                var isHeard = Refusals-- <= 0;
                foreach (var one in isHeard ? JsonNode.Parse(memory.ToArray())!.AsArray() : [])
                {
                    Heard.Enqueue(one!.DeepClone());
                }

                context.Response.StatusCode = isHeard ? 204 : Refusals % 2 == 0 ? 500 : 302;
                context.Response.RedirectLocation = isHeard ? null : Url;
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
