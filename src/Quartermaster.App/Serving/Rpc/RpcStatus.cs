using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Quartermaster.App.Serving.Http;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Problems as gRPC says them.</summary>
internal static class RpcStatus
{
    /// <summary>Ends a call that has not begun with a problem: headers alone.</summary>
    internal static void Write(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = 200;
        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] =
            ((int)CodeOf(problem.Status)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers["grpc-message"] = Uri.EscapeDataString($"{problem.Detail} {problem.Next}");
    }

    /// <summary>A problem as an exception of a call.</summary>
    internal static RpcException Of(Problem problem) =>
        new(new(CodeOf(problem.Status), $"{problem.Detail} {problem.Next}"));

    private static StatusCode CodeOf(int status) => status switch
    {
        400 or 413 or 422 => StatusCode.InvalidArgument,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.NotFound,
        409 => StatusCode.FailedPrecondition,
        429 => StatusCode.ResourceExhausted,
        503 => StatusCode.Unavailable,
        _ => StatusCode.Internal,
    };
}
