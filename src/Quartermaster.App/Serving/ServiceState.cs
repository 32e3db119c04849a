namespace Quartermaster.App.Serving;

/// <summary>How many requests are being worked on, and whether the service is about to stop.</summary>
internal sealed class ServiceState
{
    private int _atWork;
    private volatile bool _isStopping;

    /// <summary>Requests being worked on.</summary>
    internal int AtWork => Volatile.Read(ref _atWork);

    /// <summary>Whether no more should come: readiness says so, what is there is finished.</summary>
    internal bool IsStopping => _isStopping;

    internal void Stop() => _isStopping = true;

    /// <summary>A request begins.</summary>
    /// <returns>How many there are with it.</returns>
    internal int Enter() => Interlocked.Increment(ref _atWork);

    /// <summary>A request ends.</summary>
    internal void Leave() => Interlocked.Decrement(ref _atWork);
}
