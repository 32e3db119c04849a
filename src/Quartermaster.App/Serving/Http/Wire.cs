using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Quartermaster.App.Serving.Http;

/// <summary>Reads and writes the bodies of requests and answers as JSON.</summary>
internal static class Wire
{
    private const string Json = "application/json";

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="ProblemException">It is not what is wanted.</exception>
    internal static async ValueTask<TContent> ReadAsync<TContent>(HttpContext http)
        where TContent : class
    {
        if (http.Request.ContentType is not { } type || !type.StartsWith(Json, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(Problem.Of(415, "not-json",
                $"The content type is '{http.Request.ContentType}'.", "Send application/json."));
        }

        try
        {
            var content = await JsonSerializer.DeserializeAsync(
                http.Request.BodyReader, typeof(TContent), WireContext.Plain, http.RequestAborted)
                .ConfigureAwait(false);
            return content as TContent ?? throw new ProblemException(Problem.Of(
                400, "bad-json", "The body is null.", "Send an object."));
        }
        catch (JsonException fault)
        {
            throw new ProblemException(Problem.Of(400, "bad-json", WordsOf(fault),
                "Send what /openapi/v1.json says; field names are in snake_case.", fault.Path));
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

    // Messages of the reader quote input, which may be long, and names of types, which say nothing to clients.
    private static string WordsOf(JsonException fault)
    {
        var text = fault.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
            ? "A value is of another kind than is wanted, or out of its range." : fault.Message;
        text = fault.Path is null || text.Contains(fault.Path, StringComparison.Ordinal) ? text
            : $"{text} It stands at {fault.Path}.";
        return text.Length <= 300 ? text : text[..300] + "…";
    }
}
