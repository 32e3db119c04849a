namespace Quartermaster.App.Serving.Http;

/// <summary>Long computations of requests: one at a time, so that others find a processor free; a few wait for their
/// turn, more are told to come again.</summary>
/// <param name="mostWaiting">The most that wait; 0 or more.</param>
internal sealed class Turns(int mostWaiting) : IDisposable
{
    private const int AgainSeconds = 5;

    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stop = new();
    private int _there;

    /// <summary>How many are computed or wait.</summary>
    internal int There => Volatile.Read(ref _there);

    /// <summary>Computes something when its turn has come.</summary>
    /// <param name="work">What, from its first byte of memory on: who waits holds nothing. It is told when nobody wants
    /// it any more.</param>
    /// <param name="cancel">Whoever asked has gone.</param>
    /// <exception cref="ProblemException">Too many wait.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more, or the service stops.</exception>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _stop.Token);
        try
        {
            if (Interlocked.Increment(ref _there) > mostWaiting + 1)
            {
                throw new ProblemException(Problem.Of(503, "busy",
                    $"{mostWaiting} computations like this one wait for their turn.",
                    $"Try again in {AgainSeconds} seconds.") with { RetryAfter = AgainSeconds });
            }

            await _one.WaitAsync(either.Token).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => work(either.Token), either.Token).ConfigureAwait(false);
            }
            finally
            {
                _one.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _there);
        }
    }

    /// <summary>Ends what is computed and what waits.</summary>
    internal void Stop() => _stop.Cancel();

    public void Dispose()
    {
        _one.Dispose();
        _stop.Dispose();
    }
}
