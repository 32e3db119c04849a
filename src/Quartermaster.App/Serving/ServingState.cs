namespace Quartermaster.App.Serving;

/// <summary>How many requests are being worked on, and whether the service is about to stop.</summary>
internal sealed class ServingState
{
    private int _atWork;
    private int _streams;
    private volatile bool _isStopping;

    /// <summary>Requests being worked on.</summary>
    internal int AtWork => Volatile.Read(ref _atWork);

    /// <summary>Streams that are open.</summary>
    internal int Streams => Volatile.Read(ref _streams);

    /// <summary>Whether no more should come: readiness says so, what is there is finished.</summary>
    internal bool IsStopping => _isStopping;

    internal void Stop() => _isStopping = true;

    /// <summary>A request begins, or a stream.</summary>
    /// <returns>How many of its kind there are with it.</returns>
    internal int Enter(bool isStream) => Interlocked.Increment(ref isStream ? ref _streams : ref _atWork);

    /// <summary>It ends.</summary>
    internal void Leave(bool isStream) => Interlocked.Decrement(ref isStream ? ref _streams : ref _atWork);
}
