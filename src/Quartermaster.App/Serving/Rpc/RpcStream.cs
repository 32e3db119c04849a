using Grpc.Core;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Reads what a client sends, message after message.</summary>
internal static class RpcStream
{
    /// <summary>Waits for the next message; false where the client has ended, or has gone, which is no error of ours.
    /// </summary>
    internal static async Task<bool> HasNextAsync<TMessage>(
        IAsyncStreamReader<TMessage> requests, CancellationToken cancel)
    {
        try
        {
            return await requests.MoveNext(cancel).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
