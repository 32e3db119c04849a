using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Quartermaster.App.Serving.Keys;

namespace Quartermaster.App.Serving.Http;

/// <summary>Who may use an endpoint.</summary>
/// <param name="role">The least role; null for everybody, which only health is for.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class NeedsAttribute(object? role) : Attribute
{
    internal KeyRole? Role { get; } = (KeyRole?)role;
}

/// <summary>An address whose answer lasts as long as the client likes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StreamAttribute : Attribute;

/// <summary>Every request passes here: is there room, is there a key, may it do this, has it asked too often; and what
/// goes wrong behind becomes a problem that says why.</summary>
internal sealed partial class Gate(
    RequestDelegate next, KeyBook keys, KeyLimits limits, ServePolicy policy, ServingState state, ILogger<Gate> log)
{
    private const string Bearer = "Bearer ";

    /// <summary>Lets a request through, or says why not.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var endpoint = http.GetEndpoint();
        var needs = endpoint?.Metadata.GetMetadata<NeedsAttribute>();
        if (needs is { Role: null })
        {
            await next(http).ConfigureAwait(false);
            Telemetry.Name(http);
            return;
        }

        var (isStream, entered, place) = (IsStream(endpoint), false, default(KeyLimit));
        try
        {
            if (state.IsStopping)
            {
                throw new ProblemException(Problem.Of(503, "stopping", "The service stops.", "Try again in a moment.")
                    with { RetryAfter = 5 });
            }

            entered = true;
            if (state.Enter(isStream) > policy.MostAtOnce && !isStream)
            {
                throw new ProblemException(Problem.Of(503, "busy",
                    "Too many requests are being worked on.", "Try again in a second.") with { RetryAfter = 1 });
            }

            var key = KeyOf(http);
            var limit = limits.Of(key);
            limit.Take(key.Name, 1);
            if (endpoint is null || needs is null)
            {
                throw new ProblemException(WhyNone(http, endpoint));
            }

            if (key.Role < needs.Role)
            {
                throw new ProblemException(Problem.Of(403, "not-allowed",
                    $"The key '{key.Name}' has the role {PromiseAnswers.NameOf(key.Role)}; this needs "
                        + $"{PromiseAnswers.NameOf(needs.Role!.Value)}.", "Use another key, or ask for one."));
            }

            limit.Enter(key.Name, isStream);
            place = limit;
            http.Items[typeof(KeyPass)] = new KeyPass(key, needs.Role!.Value, keys, limits);
            using var body = isStream ? null : new BodyClock(http, policy.BodySeconds, ends: IsRpc(http));
            await next(http).ConfigureAwait(false);
            if (IsRpc(http))
            {
                Rpc.RpcStatus.Correct(http);
            }
        }
#pragma warning disable CA1031 // Whatever happens behind, the client is told, and the service goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await ExplainAsync(http, fault).ConfigureAwait(false);
        }
        finally
        {
            Telemetry.Name(http);
            place?.Leave(isStream);
            if (entered)
            {
                state.Leave(isStream);
            }
        }
    }

    private static bool IsRpc(HttpContext http) =>
        http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;

    // What lasts as long as the client likes is no work that others wait for.
    private static bool IsStream(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<StreamAttribute>() is not null
        || endpoint?.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method.Type: not MethodType.Unary };

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

    private async Task ExplainAsync(HttpContext http, Exception fault)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var problem = Faults.ProblemOf(fault);
        if (problem.Status == 500)
        {
            LogError(log, http.Request.Path, fault);
        }

        if (http.Response.HasStarted)
        {
            http.Abort();
        }
        else if (IsRpc(http))
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
