using Quartermaster.App.Serving.Http.Contracts;

namespace Quartermaster.App.Serving.Http;

/// <summary>What is wrong with a request: problem details (RFC 9457) with what was found and what to do.</summary>
/// <param name="Type">A name that programs can tell problems by: it never changes.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">This problem, with names and values.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail)
{
    internal const string ContentType = "application/problem+json";

    /// <summary>What to do about it.</summary>
    public string? Next { get; init; }

    /// <summary>Where in the request, as a JSON pointer.</summary>
    public string? Pointer { get; init; }

    /// <summary>Lines that cannot ship.</summary>
    public IReadOnlyList<UnfulfillableAnswer>? Unfulfillable { get; init; }

    /// <summary>What an order waits for: goods on their way, and to where.</summary>
    public IReadOnlyList<WaitingItem>? Waiting { get; init; }

    /// <summary>What can be had instead.</summary>
    public NextOffer? NextOffer { get; init; }

    /// <summary>Seconds after which to try again.</summary>
    internal int? RetryAfter { get; init; }

    internal static Problem Of(int status, string type, string detail, string? next = null, string? pointer = null) =>
        new($"urn:quartermaster:problem:{type}", TitleOf(status), status, detail) { Next = next, Pointer = pointer };

    /// <summary>A field whose value cannot be used.</summary>
    internal static Problem Field(string pointer, string detail, string next) =>
        Of(422, "bad-value", detail, next, pointer);

    private static string TitleOf(int status) => status switch
    {
        400 => "The request cannot be read",
        401 => "No key, or not one of ours",
        403 => "The key may not do this",
        404 => "Not found",
        405 => "Not a method of this address",
        408 => "Too slow",
        409 => "It cannot be done as asked",
        410 => "Gone",
        413 => "Too large",
        415 => "Not JSON",
        422 => "A value cannot be used",
        429 => "Too many requests of this key",
        503 => "Busy, or not ready",
        _ => "An error of the service",
    };
}

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    internal Problem Problem { get; } = problem;
}
