namespace Quartermaster.App.Serving.Keys;

/// <summary>A token bucket that may be overdrawn: who finds enough to begin with may take more than there is, and the
/// next waits until it is back. So what is larger than the bucket has its turn, and the rate holds all the same.
/// </summary>
/// <param name="perSecond">Tokens that come back a second, and as many it holds.</param>
/// <param name="clock">What measures time.</param>
internal sealed class TokenBucket(int perSecond, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private double _tokens = perSecond;
    private long _at = clock.GetTimestamp();

    /// <summary>Takes tokens.</summary>
    /// <param name="count">How many.</param>
    /// <param name="least">How many there must be.</param>
    /// <returns>Zero, or after how many seconds there are enough.</returns>
    internal double Take(int count, int least = 1)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var back = clock.GetElapsedTime(_at, now).TotalSeconds * perSecond;
            (_tokens, _at) = (Math.Min(perSecond, _tokens + Math.Max(0, back)), now);
            if (_tokens < least)
            {
                return (least - _tokens) / perSecond;
            }

            _tokens -= count;
            return 0;
        }
    }
}
