using Grpc.Core;
using Grpc.Core.Interceptors;
using Quartermaster.App.Serving.Http;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Says what goes wrong within a call as the gate says it over HTTP.</summary>
internal sealed class RpcFaults : Interceptor
{
    /// <summary>A fault as clients see it.</summary>
    internal static RpcException Of(Exception fault) =>
        fault as RpcException ?? RpcStatus.Of(Faults.ProblemOf(fault));

    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Of(fault);
        }
    }

    /// <inheritdoc/>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Of(fault);
        }
    }
}
