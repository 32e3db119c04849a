using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Quartermaster.App.Serving.Keys;

/// <summary>Knows keys by what clients send: <c>qm_</c>, eight characters that name the key, and its secret.</summary>
/// <remarks>Keys that are added or removed count within a second. Secrets are compared in constant time, also where the
/// name is unknown.</remarks>
internal sealed class KeyBook(ServingFiles files, TimeProvider clock)
{
    internal const string FileName = "keys.json";

    private const string Prefix = "qm_";
    private const int IdLength = 8;
    private const int SecretBytes = 32;

    private static readonly byte[] s_nobody = new byte[SHA256.HashSizeInBytes];

    private readonly Lock _gate = new();
    private FrozenDictionary<string, (ApiKey Key, byte[] Hash)> _keys =
        FrozenDictionary<string, (ApiKey, byte[])>.Empty;

    private string? _text;
    private long _lookedAt = long.MinValue;

    /// <summary>How many keys there are.</summary>
    internal int Count => Current().Count;

    /// <summary>The key that a client sent; null if it is none.</summary>
    internal ApiKey? Find(ReadOnlySpan<char> sent)
    {
        var known = sent.Length > Prefix.Length + IdLength + 1 && sent.StartsWith(Prefix)
            && sent[Prefix.Length + IdLength] == '_'
            && Current().TryGetValue(sent.Slice(Prefix.Length, IdLength).ToString(), out var found)
            ? found : (Key: null!, Hash: s_nobody);
        var secret = sent.Length > 256 ? [] : sent[Math.Min(sent.Length, Prefix.Length + IdLength + 1)..];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HashOf(secret, hash);
        return CryptographicOperations.FixedTimeEquals(hash, known.Hash) ? known.Key : null;
    }

    /// <summary>A key as it is kept now; null if it was removed.</summary>
    internal ApiKey? Now(ApiKey key) =>
        Current().TryGetValue(key.Id, out var found) && found.Key.Hash == key.Hash ? found.Key : null;

    /// <summary>Makes a key.</summary>
    /// <returns>What the client sends, never to be had again, and what is kept.</returns>
    internal static (string Sent, ApiKey Key) Make(string name, KeyRole role, int? requestsPerSecond, string created)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HashOf(secret, hash);
        return ($"{Prefix}{id}_{secret}",
            new(id, name, role, Convert.ToBase64String(hash), created, requestsPerSecond));
    }

    private static void HashOf(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(secret.Length)];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(secret, bytes)], hash);
    }

    private FrozenDictionary<string, (ApiKey Key, byte[] Hash)> Current()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (now == Volatile.Read(ref _lookedAt))
        {
            return _keys;
        }

        lock (_gate)
        {
            if (now != _lookedAt && files.TextOf(FileName) is var text && text != _text)
            {
                _keys = (files.Read<KeyList>(FileName)?.Keys ?? []).ToFrozenDictionary(
                    key => key.Id, key => (key, Convert.FromBase64String(key.Hash)), StringComparer.Ordinal);
                _text = text;
            }

            Volatile.Write(ref _lookedAt, now);
            return _keys;
        }
    }
}
