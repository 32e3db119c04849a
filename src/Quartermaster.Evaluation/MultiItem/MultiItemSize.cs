namespace Quartermaster.Evaluation.MultiItem;

/// <summary>How large instances of the multi-item benchmark are.</summary>
/// <param name="World">Metros and FCs.</param>
/// <param name="Items">Items; 1 or more.</param>
/// <param name="MostItems">Items of the largest order; 1 or more, one unit of each.</param>
/// <param name="Orders">Orders of a sequence; 1 or more.</param>
public sealed record MultiItemSize(MultiItemWorld World, int Items, int MostItems, int Orders)
{
    /// <summary>Order types of each size from 1 to <see cref="MostItems"/>.</summary>
    public const int TypesPerSize = 5;

    /// <summary>The published setting: 20 items, orders of up to 5, 10,000 orders.</summary>
    public static MultiItemSize Published { get; } = new(MultiItemWorld.Published, 20, 5, 10_000);

    /// <summary>The large setting: 100 items, orders of up to 10.</summary>
    /// <param name="orders">Orders of a sequence; published are 10,000 and 100,000.</param>
    public static MultiItemSize Large(int orders) => new(MultiItemWorld.Large, 100, 10, orders);
}
