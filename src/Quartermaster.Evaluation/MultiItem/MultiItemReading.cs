namespace Quartermaster.Evaluation.MultiItem;

/// <summary>How the benchmark's definition is read. The default is the program of the author; each switch is another
/// reading of the short description, kept to show what it changes.</summary>
/// <param name="Name">For tables.</param>
public sealed record MultiItemReading(string Name)
{
    /// <summary>The program that Ma published with the paper.</summary>
    public static MultiItemReading Author { get; } = new("as the author's program");

    /// <summary>Items left out cost a package each, not one package per order.</summary>
    public bool UnfilledByItem { get; init; }

    /// <summary>An item that no FC drew is given to one of them, instead of being nowhere.</summary>
    public bool EveryItemCarried { get; init; }

    /// <summary>What is in stock must be shipped: leaving out is no choice of the policy.</summary>
    public bool MustShip { get; init; }

    /// <summary>All 25 order types draw their weights alike and none is empty, instead of sizes 0 to 5 first and types
    /// within a size then.</summary>
    public bool FlatShares { get; init; }

    /// <summary>Every reading that is compared, the author's first.</summary>
    public static MultiItemReading[] All { get; } =
    [
        Author,
        new("unfilled: a package per item") { UnfilledByItem = true },
        new("every item is carried somewhere") { EveryItemCarried = true },
        new("stock in hand must be shipped") { MustShip = true },
        new("flat type weights, no empty orders") { FlatShares = true },
        new("all four together") { UnfilledByItem = true, EveryItemCarried = true, MustShip = true, FlatShares = true },
    ];
}
