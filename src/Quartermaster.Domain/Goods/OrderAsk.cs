using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Goods;

/// <summary>What a customer asked for under an order's code: the same code with anything else is another order.
/// </summary>
/// <remarks>Two asks are the same if the same is asked for: what the customer was told, and how the code was written,
/// do not count.</remarks>
/// <param name="Region">Where to.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Speed">The speed asked for; none where the shop chose.</param>
/// <param name="Lines">What was wanted, by product; a product stands on one line.</param>
public sealed record OrderAsk(RegionId Region, Instant At, Speed? Speed, Table<CartLine> Lines)
{
    /// <summary>The most characters of a code that are remembered.</summary>
    public const int MostCode = 200;

    /// <summary>The order's own code, its first <see cref="MostCode"/> characters; empty where an earlier build wrote
    /// only its key.</summary>
    public string Code
    {
        get;
        init => field = value.Length <= MostCode ? value : value[..MostCode];
    } = "";

    /// <summary>By when the customer was told to have everything; not known where an earlier build wrote it, or where
    /// nobody was told.</summary>
    public Instant Promised { get; init; }

    /// <summary>Where it goes now, where that was changed after it was placed; none where it was not. Whoever asks
    /// again says what was asked for at first, so this does not count either.</summary>
    public RegionId Readdressed { get; init; }

    /// <summary>Who orders; nobody where the order names no customer, or an earlier build wrote it. Another customer's
    /// order is another order.</summary>
    public CustomerKey Customer { get; init; }

    /// <summary>Where it goes.</summary>
    public RegionId GoesTo => Readdressed.Value == 0 ? Region : Readdressed;

    /// <summary>Whether the same is asked for, whenever it was.</summary>
    public bool IsLike(OrderAsk other) => other is not null && Region == other.Region && Speed == other.Speed
        && Customer == other.Customer && Lines.Equals(other.Lines);

    /// <inheritdoc/>
    public bool Equals(OrderAsk? other) => other is not null && At == other.At && IsLike(other);

    /// <inheritdoc/>
    public override int GetHashCode() => At.GetHashCode();
}
