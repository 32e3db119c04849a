namespace Quartermaster.App.Serving.Keys;

/// <summary>What a key may do; each may do what those before it may.</summary>
internal enum KeyRole : byte
{
    /// <summary>Asks for promises, and reads stock and orders.</summary>
    Reader = 1,

    /// <summary>Places, commits and cancels orders.</summary>
    Shop = 2,

    /// <summary>Says what is in stock, what arrives and what has left, and hears of events.</summary>
    Operator = 3,

    /// <summary>Sees how the service is doing, and renews its tables.</summary>
    Admin = 4,
}

/// <summary>A key, without its secret.</summary>
/// <param name="Id">What names it, part of the key itself.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Hash">The SHA-256 of its secret, base64. The secret is 256 random bits, so nothing slower is needed.
/// </param>
/// <param name="Created">When it was made.</param>
/// <param name="RequestsPerSecond">Its limit; null for the service's.</param>
internal sealed record ApiKey(
    string Id, string Name, KeyRole Role, string Hash, string Created, int? RequestsPerSecond = null);

/// <summary>The keys of a workspace, as service/keys.json keeps them.</summary>
/// <param name="Keys">In the order they were made.</param>
internal sealed record KeyList(IReadOnlyList<ApiKey> Keys);
