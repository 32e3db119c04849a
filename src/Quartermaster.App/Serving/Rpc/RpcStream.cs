using Google.Protobuf;
using Grpc.Core;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Keys;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>What a client sends over one call, message after message, for as long as its key counts.</summary>
internal sealed class RpcStream : IAsyncDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _told;
    private readonly Task _watching;

    internal RpcStream(ServingDesk desk, ServerCallContext context)
    {
        Pass = KeyPass.Of(context.GetHttpContext());
        _end = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, desk.Plane.Events.Stopping);
        _told = _end.Token.Register(() => _ended.TrySetResult());
        _watching = WatchAsync();
    }

    /// <summary>What each message is counted on.</summary>
    internal KeyPass Pass { get; }

    /// <summary>Waits for the next message; false where the client has ended, or has gone, which is no error of ours,
    /// or the service stops.</summary>
    /// <exception cref="ProblemException">The key counts no more, or what came is no message.</exception>
    internal async Task<bool> HasNextAsync<TMessage>(IAsyncStreamReader<TMessage> requests)
    {
        // A wait that is canceled would end the call without a word: it is left alone instead.
        var next = requests.MoveNext(CancellationToken.None);
        if (!next.IsCompleted)
        {
            await Task.WhenAny(next, _ended.Task).ConfigureAwait(false);
        }

        Pass.Require();
        try
        {
            return next.IsCompleted && !_ended.Task.IsCompleted && await next.ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidDataException
            or RpcException { StatusCode: StatusCode.Internal or StatusCode.Unknown })
        {
            throw new ProblemException(Faults.NoMessage);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException
            or RpcException { StatusCode: StatusCode.Cancelled })
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        await _told.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    // Ends a wait once the key counts no more, or nobody can tell.
    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_beat);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
            {
                Pass.Require();
            }
        }
#pragma warning disable CA1031 // Whatever it is, the call says it when it asks the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            await _end.CancelAsync().ConfigureAwait(false);
        }
    }
}
