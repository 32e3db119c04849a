using System.Collections.Concurrent;

namespace Quartermaster.App.Serving.Keys;

/// <summary>The limits of every key that has asked.</summary>
internal sealed class KeyLimits(ServePolicy policy, TimeProvider clock)
{
    // Beyond, all start anew.
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<(string Id, int Rate), KeyLimit> _limits = new();

    /// <summary>A key's.</summary>
    internal KeyLimit Of(ApiKey key)
    {
        var of = (key.Id, Rate: key.RequestsPerSecond ?? policy.RequestsPerSecond);
        if (_limits.TryGetValue(of, out var known))
        {
            return known;
        }

        if (_limits.Count > MostKept)
        {
            _limits.Clear();
        }

        return _limits.GetOrAdd(of, new KeyLimit(of.Rate, policy.MostAtOncePerKey, clock));
    }
}
