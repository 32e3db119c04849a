using Microsoft.AspNetCore.Http;
using Quartermaster.App.Serving.Http;

namespace Quartermaster.App.Serving.Keys;

/// <summary>What a request was let in with. Whatever lasts longer asks it whether the key still counts, and counts on
/// it what comes in.</summary>
/// <param name="key">The key that was sent.</param>
/// <param name="needed">The role that is needed.</param>
/// <param name="keys">The keys as they are now.</param>
/// <param name="limits">What keys have taken.</param>
internal sealed class KeyPass(ApiKey key, KeyRole needed, KeyBook keys, KeyLimits limits)
{
    /// <summary>The pass of a request that the gate let in.</summary>
    internal static KeyPass Of(HttpContext http) => (KeyPass)http.Items[typeof(KeyPass)]!;

    /// <summary>The key as it is now.</summary>
    /// <exception cref="ProblemException">It was removed, or may do this no more.</exception>
    internal ApiKey Require() => keys.Now(key) is not { } now
        ? throw new ProblemException(
            Problem.Of(401, "no-key", $"The key '{key.Name}' was removed.", "Ask for another."))
        : now.Role < needed ? throw new ProblemException(Problem.Of(403, "not-allowed",
            $"The key '{key.Name}' may do this no more.", "Use another key, or ask for one."))
        : now;

    /// <summary>Counts a message of a stream.</summary>
    /// <param name="count">As how many requests.</param>
    /// <exception cref="ProblemException">The key asks too often, or counts no more.</exception>
    internal void Take(int count)
    {
        var now = Require();
        limits.Of(now).Take(now.Name, count);
    }

    /// <summary>Counts the carts of a request beyond the first, with which the gate let it in.</summary>
    /// <exception cref="ProblemException">The key asks too often.</exception>
    internal void TakeRest(int carts)
    {
        if (carts > 1)
        {
            limits.Of(key).Take(key.Name, carts - 1, least: 0);
        }
    }
}
