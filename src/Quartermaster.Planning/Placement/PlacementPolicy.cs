namespace Quartermaster.Planning.Placement;

/// <summary>The settings of the placement engine.</summary>
public sealed record PlacementPolicy
{
    /// <summary>What a unit placed elsewhere than yesterday's split says costs, currency; 0 or more.</summary>
    /// <remarks>Each product multiplies it by a keyed draw between ½ and 1½, so that products that are alike move
    /// one after the other when a price rises, not all at once.</remarks>
    public double ChangeCostPerUnit { get; init; } = 0.02;

    /// <summary>The greatest keyed draw that decides between equals, as a share of margin per unit; 0 or
    /// more.</summary>
    public double TieShare { get; init; } = 1e-6;

    /// <summary>The seed of the keyed draws.</summary>
    public ulong Seed { get; init; } = 1;
}
