using Quartermaster.Domain;

namespace Quartermaster.Operations.Release;

/// <summary>Which categories leave the house by themselves, by a person, or not at all.</summary>
public sealed record ReleasePolicy
{
    /// <summary>Stands for every category.</summary>
    public const string Every = "*";

    /// <summary>Codes of categories whose orders are never released: the switch to stop a category at once.</summary>
    [Setting("category codes")]
    public IReadOnlyList<string> HeldCategories { get; init; } = [];

    /// <summary>Codes of categories whose orders <c>qm plan</c> releases at its end if the gate lets the plan pass;
    /// <c>*</c> for every category. Those that are held stay behind all the same.</summary>
    [Setting("category codes")]
    public IReadOnlyList<string> AutomaticCategories { get; init; } = [];
}
