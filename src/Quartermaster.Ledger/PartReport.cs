using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What an order's home says of it: the others follow.</summary>
/// <param name="Order">The order.</param>
/// <param name="State">What has become of it; Unknown where the home does not know it.</param>
/// <param name="Content">A hash of the whole order: a part of another order under the same key is not its part.</param>
/// <param name="HasShipped">Whether something has left, from whichever ledger: then slots stay used.</param>
public readonly record struct OrderWord(OrderKey Order, OrderOutcome State, ulong Content, bool HasShipped)
{
    /// <summary>Whether it can still change.</summary>
    public bool IsOpen => State is OrderOutcome.Held or OrderOutcome.Decided;
}

/// <summary>How a part of an order stands in a ledger that is not its home.</summary>
/// <param name="Order">The order.</param>
/// <param name="State">What the ledger last heard of the order; Unknown where it holds no part of it.</param>
/// <param name="Content">A hash of the whole order.</param>
/// <param name="HasClaims">Whether goods of it are still there, or to come.</param>
/// <param name="HasShipped">Whether the ledger knows that something has left.</param>
/// <param name="News">What happened to it here.</param>
public readonly record struct PartReport(
    OrderKey Order, OrderOutcome State, ulong Content, bool HasClaims, bool HasShipped, PartNews News)
{
    /// <summary>Whether it follows a word already.</summary>
    public bool IsInLine(in OrderWord word) => word.State == State && (!word.IsOpen || word.HasShipped == HasShipped);
}

/// <summary>What happened to parts of an order: numbers that only grow, so that hearing them twice changes nothing.
/// </summary>
/// <param name="Ships">Times that goods left.</param>
/// <param name="Cuts">Claims that were released because what they claimed is not there.</param>
/// <param name="From">From where goods left last; none for nowhere, or everywhere.</param>
public readonly record struct PartNews(int Ships, int Cuts, FacilityId From)
{
    /// <summary>What happened to both.</summary>
    internal PartNews And(PartNews other) =>
        new(Ships + other.Ships, Cuts + other.Cuts, other.Ships > 0 ? other.From : From);
}

/// <summary>How all parts of an order but the home's stand, for the home to hear.</summary>
/// <param name="News">What happened to them.</param>
/// <param name="HasClaims">Whether goods are left in any of them, or to come.</param>
/// <param name="IsWhole">Whether every ledger that should hold a part does.</param>
public readonly record struct PartTotals(PartNews News, bool HasClaims, bool IsWhole)
{
    /// <summary>The totals of an order without other parts.</summary>
    public static PartTotals None { get; } = new(default, false, true);

    /// <summary>These and one more part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="content">The hash of the order: another order's part counts as missing, and so does one that was
    /// closed, for its goods are free.</param>
    public PartTotals With(in PartReport part, ulong content) =>
        part.State is not (OrderOutcome.Held or OrderOutcome.Decided) || part.Content != content
        ? this with { IsWhole = false }
        : new(News.And(part.News), HasClaims || part.HasClaims, IsWhole);
}
