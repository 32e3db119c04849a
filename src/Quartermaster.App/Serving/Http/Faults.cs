using Microsoft.AspNetCore.Http;
using Quartermaster.App.CommandLine;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>What went wrong behind a request, as a problem.</summary>
internal static class Faults
{
    /// <summary>What came over gRPC is no message.</summary>
    internal static Problem NoMessage { get; } = Problem.Of(400, "bad-message", "The message cannot be read.",
        "Send what quartermaster.proto says, in UTF-8, framed as gRPC frames messages.");

    internal static Problem ProblemOf(Exception fault) => fault switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException bad => Problem.Of(bad.StatusCode, bad.StatusCode switch
        {
            413 => "too-large", 408 => "too-slow", _ => "bad-request",
        }, bad.Message, bad.StatusCode == 413 ? "Send less at a time: the setting serve.mostBodyBytes." : null),
        LedgerLogException or ObjectDisposedException => Problem.Of(503, "ledger-stopped", fault.Message,
            "What was acknowledged is safe. An operator must look at the disk and start the service again.")
            with { RetryAfter = 10 },
        OperationCanceledException => Problem.Of(503, "stopping", "The service stops.", "Try again in a moment.")
            with { RetryAfter = 5 },
        _ when Failures.Explain(fault) is { } user => Problem.Of(503, "not-ready", user.Message, user.NextStep),
        _ => Problem.Of(500, "error", "The service made an error; it has been logged.",
            "Try again; if it stays, say what you sent."),
    };
}
