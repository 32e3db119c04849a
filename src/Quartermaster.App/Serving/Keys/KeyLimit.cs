using Quartermaster.App.Serving.Http;

namespace Quartermaster.App.Serving.Keys;

/// <summary>What a key may still do: how often, and how much at once.</summary>
/// <param name="rate">How often a second.</param>
/// <param name="mostAtOnce">Requests at once, and as many streams.</param>
/// <param name="clock">What measures time.</param>
internal sealed class KeyLimit(int rate, int mostAtOnce, TimeProvider clock)
{
    private readonly TokenBucket _bucket = new(rate, clock);
    private int _requests;
    private int _streams;

    /// <summary>Counts something against the rate.</summary>
    /// <param name="name">Whose key it is.</param>
    /// <param name="count">As how many requests it counts.</param>
    /// <param name="least">How many must be left.</param>
    /// <exception cref="ProblemException">The key asks too often.</exception>
    internal void Take(string name, int count, int least = 1)
    {
        if (_bucket.Take(count, least) is > 0 and var seconds)
        {
            var wait = (int)Math.Ceiling(seconds);
            throw new ProblemException(Problem.Of(429, "too-many", $"The key '{name}' may ask {rate} times a second; "
                + "each cart of a batch or message counts.", $"Wait {wait} s.") with { RetryAfter = wait });
        }
    }

    /// <summary>Takes a place, which must be given back.</summary>
    /// <exception cref="ProblemException">The key has none left.</exception>
    internal void Enter(string name, bool isStream)
    {
        if (Interlocked.Increment(ref Places(isStream)) > mostAtOnce)
        {
            Leave(isStream);
            throw new ProblemException(Problem.Of(429, "too-many-at-once",
                $"{mostAtOnce} {(isStream ? "streams" : "requests")} of the key '{name}' are open.",
                "Wait until one has ended: the setting serve.mostAtOncePerKey.") with { RetryAfter = 1 });
        }
    }

    /// <summary>Gives a place back.</summary>
    internal void Leave(bool isStream) => Interlocked.Decrement(ref Places(isStream));

    private ref int Places(bool isStream) => ref isStream ? ref _streams : ref _requests;
}
