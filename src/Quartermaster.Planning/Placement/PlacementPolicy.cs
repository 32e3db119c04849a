using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>The settings of the placement engine.</summary>
public sealed record PlacementPolicy
{
    /// <summary>What a unit placed elsewhere than yesterday's split says costs, currency; 0 to a million.</summary>
    /// <remarks>Each product multiplies it by a keyed draw between ½ and 1½, so that products that are alike move
    /// one after the other when a price rises, not all at once.</remarks>
    [Setting("currency per unit", AtLeast = 0, AtMost = 1e6)]
    public double ChangeCostPerUnit { get; init; } = 0.02;

    /// <summary>The greatest keyed draw that decides between equals, as a share of margin per unit; 0 to
    /// 1.</summary>
    [Setting("share of margin", AtLeast = 0, AtMost = 1)]
    public double TieShare { get; init; } = 1e-6;

    /// <summary>The seed of the keyed draws.</summary>
    [Setting("seed")]
    public ulong Seed { get; init; } = 1;
}
