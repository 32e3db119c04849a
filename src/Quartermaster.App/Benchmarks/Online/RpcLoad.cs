using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Quartermaster.App.Serving.Rpc;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Promises over gRPC: one request at a time on each of several streams.</summary>
internal sealed class RpcLoad(string address, string key, int callers, PromiseRequest[] requests)
    : Load(callers), IAsyncDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address);
    private readonly ConcurrentBag<AsyncDuplexStreamingCall<PromiseRequest, PromiseReply>> _free = [];

    /// <summary>Carts that had no offer.</summary>
    internal long Empty;

    protected override int UnitsPerCall => requests[0].Carts.Count;

    public async ValueTask DisposeAsync()
    {
        while (_free.TryTake(out var call))
        {
            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
            call.Dispose();
        }

        _channel.Dispose();
    }

    protected override async ValueTask CallAsync(long number, CancellationToken cancel)
    {
        if (!_free.TryTake(out var call))
        {
            call = new Promises.PromisesClient(_channel).PromiseStream(
                new Metadata { { "authorization", $"Bearer {key}" } }, cancellationToken: cancel);
        }

        await call.RequestStream.WriteAsync(requests[number % requests.Length], cancel).ConfigureAwait(false);
        await call.ResponseStream.MoveNext(cancel).ConfigureAwait(false);
        foreach (var promise in call.ResponseStream.Current.Promises)
        {
            if (promise.Offers.Count == 0)
            {
                Interlocked.Increment(ref Empty);
            }
        }

        _free.Add(call);
    }
}
