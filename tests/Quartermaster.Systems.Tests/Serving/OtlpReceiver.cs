using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>A collector of telemetry, by gRPC or by HTTP: keeps what it is sent, as it came.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Text)> _heard = new();

    private OtlpReceiver(bool isRpc)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            listen.Protocols = isRpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.WebHost.UseUrls();
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var memory = new MemoryStream();
            await http.Request.Body.CopyToAsync(memory);
            _heard.Enqueue((http.Request.Path.Value!, Encoding.Latin1.GetString(memory.ToArray())));
            if (isRpc)
            {
                // An empty message: all was taken.
                http.Response.ContentType = "application/grpc";
                await http.Response.Body.WriteAsync(new byte[5]);
                http.Response.AppendTrailer("grpc-status", "0");
            }
        });
    }

    internal string Url => _app.Urls.First();

    /// <summary>Everything that was sent to an address that has these words.</summary>
    internal string Of(string path) => string.Join('\n', _heard
        .Where(one => one.Path.Contains(path, StringComparison.OrdinalIgnoreCase)).Select(one => one.Text));

    internal static async Task<OtlpReceiver> StartAsync(bool isRpc)
    {
        var receiver = new OtlpReceiver(isRpc);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
