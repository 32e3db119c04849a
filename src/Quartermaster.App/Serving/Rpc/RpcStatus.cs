using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Quartermaster.App.Serving.Http;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Problems as gRPC says them.</summary>
internal static class RpcStatus
{
    private const string Status = "grpc-status";

    /// <summary>Ends a call that has not begun with a problem: headers alone.</summary>
    internal static void Write(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = 200;
        http.Response.ContentType = "application/grpc";
        http.Response.Headers[Status] = NumberOf(CodeOf(problem.Status));
        http.Response.Headers["grpc-message"] = Uri.EscapeDataString(TextOf(problem));
    }

    /// <summary>Says that a message could not be read where gRPC's reader calls it an error of the service, before any
    /// of our code has run.</summary>
    internal static void Correct(HttpContext http)
    {
        var said = http.Response.HasStarted ? null : http.Response.Headers[Status].ToString();
        if ((said == NumberOf(StatusCode.Unknown) || said == NumberOf(StatusCode.Internal))
            && !RpcFaults.HasBegun(http))
        {
            Write(http, Faults.NoMessage);
        }
    }

    /// <summary>A problem as an exception of a call.</summary>
    internal static RpcException Of(Problem problem) =>
        new(new(CodeOf(problem.Status), TextOf(problem)));

    /// <summary>What is wrong, and what to do.</summary>
    internal static string TextOf(Problem problem) => $"{problem.Detail} {problem.Next}".TrimEnd();

    private static string NumberOf(StatusCode code) =>
        ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture);

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
