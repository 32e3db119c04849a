using Quartermaster.Numerics;

namespace Quartermaster.Domain.Goods;

/// <summary>64 bits that tell whether two orders are one customer's: a hash of the code that a shop has for whoever
/// orders.</summary>
/// <remarks>The code itself is not kept. A key is no secret: whoever can guess a code can tell whether a key is its.
/// Name customers by codes that mean nothing to others.</remarks>
/// <param name="Value">The hash; 0 for an order that names no customer.</param>
public readonly record struct CustomerKey(ulong Value)
{
    /// <summary>The most characters of a code.</summary>
    public const int MostCode = 100;

    /// <summary>Whether a customer is named.</summary>
    public bool IsNamed => Value != 0;

    /// <summary>The key of a code; of nobody where there is none.</summary>
    public static CustomerKey Of(string? code) => string.IsNullOrEmpty(code) ? default
        : new(Math.Max(1, KeyedRandom.KeyOf("customer " + code)));

    /// <summary>The key, for a person to compare; none where no customer is named.</summary>
    public override string ToString() => IsNamed ? $"customer {Value:x16}" : "none";
}
