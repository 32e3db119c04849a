using Quartermaster.Domain;
using Quartermaster.Planning.Capacity;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>The settings of the price loop.</summary>
public sealed record CoordinatorPolicy
{
    /// <summary>Stops earlier: for simulations, which run the loop every day of many worlds.</summary>
    public static CoordinatorPolicy Brief { get; } =
        new() { Gap = 0.002, MostRounds = 16, MostRescues = 2, MostRescuedGroups = 16 };

    /// <summary>Stop when the bound is settled within this share of the plan's value; above 0 to 1.</summary>
    [Setting("share of value", Above = 0, AtMost = 1)]
    public double Gap { get; init; } = 0.0005;

    /// <summary>The most times that all groups are asked, 1 to 200; a work limit, counted.</summary>
    [Setting("rounds", AtLeast = 1, AtMost = 200)]
    public int MostRounds { get; init; } = 40;

    /// <summary>The most times that dearer prices are tried to end an overflow, 0 to 200.</summary>
    [Setting("tries", AtLeast = 0, AtMost = 200)]
    public int MostRescues { get; init; } = 6;

    /// <summary>The most groups that are asked alone, at prices of their own, to end an overflow; 0 to
    /// 100,000.</summary>
    [Setting("products", AtLeast = 0, AtMost = 100_000)]
    public int MostRescuedGroups { get; init; } = 64;

    /// <summary>The seed of the keyed rounding.</summary>
    [Setting("seed")]
    public ulong Seed { get; init; } = 1;

    /// <summary>The settings of the price step.</summary>
    public CapacityPolicy Capacity { get; init; } = new();
}
