namespace Quartermaster.Storage.Health;

/// <summary>How much a finding matters to the plan.</summary>
public enum Severity : byte
{
    /// <summary>Good to know.</summary>
    Note = 1,

    /// <summary>The plan is worse than it could be.</summary>
    Warning = 2,

    /// <summary>A command does not run, or products are left out.</summary>
    Error = 3,
}

/// <summary>Something missing, odd or contradictory in a workspace.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Table">Where it is.</param>
/// <param name="Rule">A short name that stays the same, for scripts.</param>
/// <param name="Count">How many rows or codes.</param>
/// <param name="Examples">Up to five codes.</param>
/// <param name="Cost">What it costs the plan, in words.</param>
/// <param name="NextStep">What to do about it.</param>
public sealed record HealthFinding(
    Severity Severity, string Table, string Rule, long Count, IReadOnlyList<string> Examples, string Cost,
    string NextStep)
{
    /// <summary>The commands that need the table that is missing; empty for findings of other kinds.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];
}
