using Microsoft.AspNetCore.Http;

namespace Quartermaster.App.Serving.Http;

/// <summary>How long a request's body may take in all: whoever sends it byte by byte keeps a place from others.
/// </summary>
/// <remarks>The server itself minds only how slow a body may be on the way, which an hour's worth of bytes is not too
/// slow for.</remarks>
internal sealed class BodyClock : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _over;
    private volatile bool _isDone;

    /// <summary>Starts the time of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="seconds">Seconds for its body.</param>
    /// <param name="ends">Whether the line is to be closed then: where somebody else reads the body.</param>
    internal BodyClock(HttpContext http, int seconds, bool ends)
    {
        Seconds = seconds;
        _end = new(TimeSpan.FromSeconds(seconds));
        _over = _end.Token.Register(() => End(http, ends));
        http.Items[typeof(BodyClock)] = this;
    }

    /// <summary>The clock of a request; null where none runs.</summary>
    internal static BodyClock? Of(HttpContext http) => http.Items[typeof(BodyClock)] as BodyClock;

    /// <summary>Seconds for the body.</summary>
    internal int Seconds { get; }

    /// <summary>Whether the time is over.</summary>
    internal bool IsOver => _end.IsCancellationRequested;

    /// <summary>All of the body is here: what comes now may take as long as it does.</summary>
    internal void Done() => _isDone = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDone = true;
        _over.Dispose();
        _end.Dispose();
    }

    // A read that is given up by a token is never over for the server, which then cannot read the rest off the line.
    private void End(HttpContext http, bool ends)
    {
        if (_isDone)
        {
            return;
        }

        if (ends)
        {
            http.Abort();
        }
        else
        {
            http.Request.BodyReader.CancelPendingRead();
        }
    }
}
