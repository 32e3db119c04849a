using Quartermaster.Domain;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>A clock that begins at another instant and goes as fast as the system's.</summary>
internal sealed class ClockFrom : TimeProvider
{
    private readonly TimeSpan _shift;

    /// <summary>Begins now.</summary>
    /// <param name="start">What it shows now.</param>
    internal ClockFrom(Instant start) => _shift =
        DateTimeOffset.FromUnixTimeMilliseconds(start.UnixMilliseconds) - base.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}
