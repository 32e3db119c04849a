using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Requests over HTTP/1.1 from this machine, one at a time on each of several connections that stay open; as
/// little work as a client can do, because it takes its share of the cores.</summary>
/// <param name="server">Where.</param>
/// <param name="callers">How many connections.</param>
/// <param name="requests">What is sent, in turn, heads included.</param>
/// <param name="unitsPerRequest">What one request counts for.</param>
internal sealed class HttpLoad(IPEndPoint server, int callers, byte[][] requests, int unitsPerRequest)
    : Load(callers), IDisposable
{
    private const int Room = 1 << 20;

    private readonly ConcurrentBag<Connection> _free = [];
    private long _bad;

    /// <summary>Answers other than 200.</summary>
    internal long Bad => _bad;

    protected override int UnitsPerCall => unitsPerRequest;

    /// <summary>A request with a JSON body.</summary>
    internal static byte[] Post(string path, string key, string json) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public void Dispose()
    {
        while (_free.TryTake(out var one))
        {
            one.Socket.Dispose();
        }
    }

    protected override async ValueTask CallAsync(long number, CancellationToken cancel)
    {
        if (!_free.TryTake(out var line))
        {
            line = new(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, new byte[Room]);
            await line.Socket.ConnectAsync(server, cancel).ConfigureAwait(false);
        }

        await line.Socket.SendAsync(requests[number % requests.Length], cancel).ConfigureAwait(false);
        var count = 0;
        do
        {
            var read = await line.Socket.ReceiveAsync(line.Bytes.AsMemory(count), cancel).ConfigureAwait(false);
            count += read > 0 ? read : throw new IOException("The server closed the connection.");
        }
        while (!IsWhole(line.Bytes.AsSpan(0, count)));
        if (!line.Bytes.AsSpan(9, 3).SequenceEqual("200"u8))
        {
            Interlocked.Increment(ref _bad);
        }

        _free.Add(line);
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var length = bytes[..head].IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return bytes.EndsWith("0\r\n\r\n"u8);
        }

        var digits = bytes[(length + 16)..];
        return int.Parse(digits[..digits.IndexOf((byte)'\r')], null) <= bytes.Length - head - 4;
    }

    private sealed record Connection(Socket Socket, byte[] Bytes);
}
