using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Quartermaster.App.Serving.Http;

/// <summary>Reads and writes the bodies of requests and answers as JSON.</summary>
internal static class Wire
{
    private const string Json = "application/json";

    /// <summary>Reads a request's body; one that may be left out stands for what it would say then.</summary>
    /// <exception cref="ProblemException">It is not what is wanted.</exception>
    internal static async ValueTask<TContent> ReadAsync<TContent>(HttpContext http, TContent? orElse = null)
        where TContent : class
    {
        if (orElse is not null && http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return orElse;
        }

        if (http.Request.ContentType is not { } type || !type.StartsWith(Json, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(Problem.Of(415, "not-json",
                $"The content type is '{http.Request.ContentType}'.", "Send application/json."));
        }

        var clock = BodyClock.Of(http);
        try
        {
            var content = await BodyReader.ReadAsync(http.Request.BodyReader, typeof(TContent), http.RequestAborted)
                .ConfigureAwait(false);
            clock?.Done();
            return content as TContent ?? throw new ProblemException(Problem.Of(
                400, "bad-json", "The body is null.", "Send an object."));
        }
        catch (OperationCanceledException) when (clock is { IsOver: true }
            && !http.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(Problem.Of(408, "too-slow",
                $"The body was not here after {clock.Seconds} s.",
                "Send it faster, or less at a time: the setting serve.bodySeconds."));
        }
        catch (JsonException fault)
        {
            throw new ProblemException(Problem.Of(400, "bad-json", WordsOf(fault),
                "Send what /openapi/v1.json says; field names are in snake_case.", PointerOf(fault.Path)));
        }
    }

    /// <summary>Writes an answer.</summary>
    internal static Task WriteAsync<TContent>(HttpContext http, TContent content, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = Json;
        return JsonSerializer.SerializeAsync(
            http.Response.BodyWriter, content, typeof(TContent), WireContext.Plain, http.RequestAborted);
    }

    /// <summary>Writes a problem.</summary>
    internal static Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = Problem.ContentType;
        if (problem.RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return JsonSerializer.SerializeAsync(
            http.Response.BodyWriter, problem, WireContext.Plain.Problem, http.RequestAborted);
    }

    // Messages of the reader name types, which say nothing to clients, and quote input, which may be long.
    private static string WordsOf(JsonException fault)
    {
        var (text, at) = (fault.Message, PointerOf(fault.Path));
        bool Says(string part) => text.Contains(part, StringComparison.Ordinal);
        var words = Says("could not be mapped") ? $"There is no field {at}."
            : Says("missing required properties") ? $"Fields are missing{text[text.LastIndexOf(':')..]}"
            : Says("doesn't allow null") ? $"A field that must have a value is null, at {at} or within."
            : Says("does not contain any JSON tokens") ? "The body is empty."
            : Says("Quartermaster.") || Says("System.")
                ? $"The value at {at} is of another kind than is wanted, or out of its range."
            : text;
        return words.Length <= 300 ? words : words[..300] + "…";
    }

    // $.items[0].units is /items/0/units (RFC 6901).
    private static string PointerOf(string? path) => path is null or "$" ? "/"
        : path[1..].Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Replace('.', '/');
}
