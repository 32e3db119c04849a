namespace Quartermaster.Evaluation.Generation;

/// <summary>Which retailer to make up. The same settings always give the same retailer.</summary>
public sealed record SampleRetail
{
    /// <summary>Products come by the aisle: vendors, baskets and substitutes never cross one.</summary>
    public const int ProductsPerAisle = 100;

    /// <summary>The number of products, 200 to 1,000,000; rounded up to whole aisles of
    /// <see cref="ProductsPerAisle"/>.</summary>
    public int Products { get; init; } = 2_000;

    /// <summary>The number of fulfillment centers, 4 to 64.</summary>
    public int Facilities { get; init; } = 8;

    /// <summary>Chance: other seeds give other products and customers in the same places.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The first day of the history.</summary>
    public DateOnly FirstDay { get; init; } = new(2023, 7, 3);

    /// <summary>Days of history, 60 to 3,650.</summary>
    public int Days { get; init; } = 730;

    /// <summary>Days after the history for which prices, events and customers are known to the world, 182 to 1,000.
    /// </summary>
    public int FutureDays { get; init; } = 364;

    /// <summary>The last day of the history: planning starts on the day after.</summary>
    public DateOnly LastDay => FirstDay.AddDays(Days - 1);

    /// <summary>The number of aisles.</summary>
    public int AisleCount => (Products + ProductsPerAisle - 1) / ProductsPerAisle;

    /// <summary>The number of products, rounded up to whole aisles.</summary>
    public int ProductCount => AisleCount * ProductsPerAisle;

    /// <summary>Days of history and future.</summary>
    public int AllDays => Days + FutureDays;

    /// <summary>What is wrong with the settings, each with the value found and what was expected.</summary>
    public IEnumerable<string> Check()
    {
        if (Products is < 200 or > 1_000_000)
        {
            yield return $"Products is {Products}: a sample has 200 to 1,000,000. Choose a size in between.";
        }

        if (Facilities is < 4 or > 64)
        {
            yield return $"Facilities is {Facilities}: a sample has 4 to 64. Choose a number in between.";
        }

        if (Days is < 60 or > 3_650)
        {
            yield return $"Days is {Days}: a history has 60 to 3,650 days. Choose a length in between.";
        }

        if (FutureDays is < 182 or > 1_000)
        {
            yield return $"FutureDays is {FutureDays}: 182 to 1,000 are needed. Choose a length in between.";
        }
    }
}
