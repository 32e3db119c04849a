using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Quartermaster.App.Serving.Http;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Says what goes wrong within a call as the gate says it over HTTP.</summary>
internal sealed partial class RpcFaults(ILogger<RpcFaults> log) : Interceptor
{
    /// <summary>Whether a call's message could be read: what goes wrong before is no error of ours.</summary>
    internal static bool HasBegun(HttpContext http) => http.Items.ContainsKey(typeof(RpcFaults));

    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        context.GetHttpContext().Items[typeof(RpcFaults)] = this;
        BodyClock.Of(context.GetHttpContext())?.Done();
        try
        {
            return await continuation(request, context).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Of(fault, context);
        }
    }

    /// <inheritdoc/>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        context.GetHttpContext().Items[typeof(RpcFaults)] = this;
        try
        {
            await continuation(requestStream, responseStream, context).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Of(fault, context);
        }
    }

    private RpcException Of(Exception fault, ServerCallContext context)
    {
        var problem = Faults.ProblemOf(fault);
        if (problem.Status == 500)
        {
            LogError(log, context.Method, fault);
        }

        return RpcStatus.Of(problem);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An error at {Method}.")]
    private static partial void LogError(ILogger log, string method, Exception fault);
}
