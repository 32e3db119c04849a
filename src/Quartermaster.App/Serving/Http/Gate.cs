using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>Who may use an endpoint.</summary>
/// <param name="role">The least role; null for everybody, which only health is for.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class NeedsAttribute(object? role) : Attribute
{
    internal KeyRole? Role { get; } = (KeyRole?)role;
}

/// <summary>Every request passes here: is there room, is there a key, may it do this, has it asked too often; and what
/// goes wrong behind becomes a problem that says why.</summary>
internal sealed partial class Gate(
    RequestDelegate next, KeyBook keys, ServePolicy policy, ServiceState state, ILogger<Gate> log)
{
    // Keys whose limit is kept; beyond, all start anew.
    private const int MostLimiters = 10_000;

    private const string Bearer = "Bearer ";

    private readonly ConcurrentDictionary<string, RateLimiter> _limiters = new(StringComparer.Ordinal);

    /// <summary>Lets a request through, or says why not.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var endpoint = http.GetEndpoint();
        var needs = endpoint?.Metadata.GetMetadata<NeedsAttribute>();
        if (needs is { Role: null })
        {
            await next(http).ConfigureAwait(false);
            return;
        }

        try
        {
            if (state.Enter() > policy.MostAtOnce)
            {
                throw new ProblemException(Problem.Of(503, "busy",
                    "Too many requests are being worked on.", "Try again in a second.") with { RetryAfter = 1 });
            }

            var key = KeyOf(http);
            Admit(key);
            if (endpoint is null || needs is null)
            {
                throw new ProblemException(WhyNone(http, endpoint));
            }

            if (key.Role < needs.Role)
            {
                throw new ProblemException(Problem.Of(403, "not-allowed",
                    $"The key '{key.Name}' is of a {PromiseAnswers.NameOf(key.Role)}; this needs a "
                        + $"{PromiseAnswers.NameOf(needs.Role!.Value)}.", "Use another key, or ask for one."));
            }

            http.Items[typeof(ApiKey)] = key;
            await next(http).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever happens behind, the client is told, and the service goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await ExplainAsync(http, fault).ConfigureAwait(false);
        }
        finally
        {
            state.Leave();
        }
    }

    // Where the address is right and the rest is not, the router puts an endpoint of its own.
    private static Problem WhyNone(HttpContext http, Endpoint? endpoint) => endpoint?.DisplayName?[..3] switch
    {
        "405" => Problem.Of(405, "not-a-method", $"{http.Request.Path} does not take {http.Request.Method}.",
            "See /openapi/v1.json."),
        "415" => Problem.Of(415, "not-json", $"The content type is '{http.Request.ContentType}'.",
            "Send application/json."),
        _ => Problem.Of(404, "unknown-address", $"There is nothing at {RequestReader.Short(http.Request.Path)}.",
            "See /openapi/v1.json."),
    };

    private ApiKey KeyOf(HttpContext http)
    {
        string? sent = http.Request.Headers.Authorization;
        sent = sent is not null && sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? sent[Bearer.Length..] : http.Request.Headers["X-Api-Key"];
        return (sent is null ? null : keys.Find(sent)) ?? throw new ProblemException(Problem.Of(401, "no-key",
            sent is null ? "The request has no key." : "The key is not one of ours.",
            "Send it as Authorization: Bearer KEY, or X-Api-Key: KEY. Make one: qm keys add NAME --role shop"));
    }

    private void Admit(ApiKey key)
    {
        if (_limiters.Count > MostLimiters)
        {
            _limiters.Clear();
        }

        var rate = key.RequestsPerSecond ?? policy.RequestsPerSecond;
        var limiter = _limiters.GetOrAdd($"{key.Id} {rate}", _ => new TokenBucketRateLimiter(new()
        {
            TokenLimit = rate, TokensPerPeriod = Math.Max(1, rate / 10), QueueLimit = 0, AutoReplenishment = true,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(rate >= 10 ? 100 : 1_000.0 / rate),
        }));
        if (!limiter.AttemptAcquire().IsAcquired)
        {
            throw new ProblemException(Problem.Of(429, "too-many",
                $"The key '{key.Name}' may ask {rate} times a second.", "Wait a second.") with { RetryAfter = 1 });
        }
    }

    private async Task ExplainAsync(HttpContext http, Exception fault)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var problem = fault switch
        {
            ProblemException known => known.Problem,
            BadHttpRequestException bad => Problem.Of(bad.StatusCode, bad.StatusCode switch
            {
                413 => "too-large", 408 => "too-slow", _ => "bad-request",
            }, bad.Message, bad.StatusCode == 413 ? $"Send at most {policy.MostBodyBytes:#,0} bytes." : null),
            LedgerLogException or ObjectDisposedException => Problem.Of(503, "ledger-stopped", fault.Message,
                "What was acknowledged is safe. An operator must look at the disk and start the service again.")
                with { RetryAfter = 10 },
            _ when Failures.Explain(fault) is { } user => Problem.Of(503, "not-ready", user.Message, user.NextStep),
            _ => Problem.Of(500, "error", "The service made an error; it has been logged.",
                "Try again; if it stays, say what you sent."),
        };
        if (problem.Status == 500)
        {
            LogError(log, http.Request.Path, fault);
        }

        if (http.Response.HasStarted)
        {
            http.Abort();
        }
        else if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            Rpc.RpcStatus.Write(http, problem);
        }
        else
        {
            http.Response.Clear();
            await Wire.WriteAsync(http, problem).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An error at {Path}.")]
    private static partial void LogError(ILogger log, string path, Exception fault);
}
