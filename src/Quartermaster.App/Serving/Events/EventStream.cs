using Microsoft.AspNetCore.Http;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Plane;

namespace Quartermaster.App.Serving.Events;

/// <summary>Writes what becomes of orders to a client as it happens: server-sent events (html.spec.whatwg.org, 9.2).
/// </summary>
internal static class EventStream
{
    private const int MostPerWrite = 1_000;

    private const int BeatsOfSilence = 15;

    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    /// <summary>Writes until the client goes, its key counts no more, or the service stops.</summary>
    internal static async Task WriteAsync(HttpContext http, OnlinePlane plane, KeyPass pass)
    {
        var after = Start(http) ?? new(plane.Events.LastBatch, int.MaxValue);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, plane.Events.Stopping);
        await http.Response.StartAsync(stop.Token).ConfigureAwait(false);

        // Headers too wait until they are sent off: a client would hear nothing until the first event.
        await http.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
        using var reader = plane.Events.Open(after);
        try
        {
            while (true)
            {
                pass.Require();
                foreach (var one in await NextAsync(reader, stop.Token).ConfigureAwait(false))
                {
                    await http.Response.WriteAsync(
                        $"id: {one.Id}\nevent: {CloudEvent.TypeOf(one.Change)}\ndata: "
                            + $"{CloudEvent.Write(one, plane.View.Catalog)}\n\n", stop.Token).ConfigureAwait(false);
                }

                await http.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client reads on from the last id that it has.
        }
        catch (ProblemException)
        {
            // The key counts no more: the stream ends, and whoever comes again is told.
            await stop.CancelAsync().ConfigureAwait(false);
        }

        async Task<IReadOnlyList<OrderEvent>> NextAsync(EventReader reader, CancellationToken cancel)
        {
            var next = reader.NextAsync(MostPerWrite, cancel);
            for (var beat = 1; !await IsInAsync(next, cancel).ConfigureAwait(false); beat++)
            {
                cancel.ThrowIfCancellationRequested();
                pass.Require();
                if (beat % BeatsOfSilence == 0)
                {
                    // So that whoever stands between keeps the line open.
                    await http.Response.WriteAsync(": nothing new\n\n", cancel).ConfigureAwait(false);
                    await http.Response.Body.FlushAsync(cancel).ConfigureAwait(false);
                }
            }

            pass.Require();

            return await next.ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsInAsync(Task next, CancellationToken cancel) =>
        await Task.WhenAny(next, Task.Delay(s_beat, cancel)).ConfigureAwait(false) == next;

    private static EventId? Start(HttpContext http)
    {
        string? text = http.Request.Headers["Last-Event-ID"];
        text ??= http.Request.Query["after"];
        return string.IsNullOrEmpty(text) ? null : EventId.Parse(text) ?? throw RequestReader.Bad("/after",
            $"'{RequestReader.Short(text)}' is no event's id.", "Give the id of an event, or 0.0 for all there are.");
    }
}
