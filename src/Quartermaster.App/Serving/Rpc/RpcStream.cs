using Grpc.Core;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Reads what a client sends, message after message.</summary>
internal static class RpcStream
{
    /// <summary>Waits for the next message; false where the client has ended, or has gone, which is no error of ours,
    /// or the service stops.</summary>
    internal static async Task<bool> HasNextAsync<TMessage>(
        ServiceDesk desk, IAsyncStreamReader<TMessage> requests, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, desk.Plane.Events.Stopping);
        try
        {
            return await requests.MoveNext(stop.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException
            or RpcException { StatusCode: StatusCode.Cancelled })
        {
            return false;
        }
    }
}
