namespace Quartermaster.Operations.Release;

/// <summary>What is kept from leaving the house whatever the figures say.</summary>
public sealed record ReleasePolicy
{
    /// <summary>Codes of categories whose orders are never released: the switch to stop a category at once.</summary>
    public IReadOnlyList<string> HeldCategories { get; init; } = [];
}
