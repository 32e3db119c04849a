namespace Quartermaster.Storage.Health;

/// <summary>A rule over tables: a SELECT whose rows are the codes that break it.</summary>
/// <param name="Severity">How much a break matters.</param>
/// <param name="Table">Where the finding is shown.</param>
/// <param name="Name">The rule's name.</param>
/// <param name="Needs">Tables without which the rule says nothing.</param>
/// <param name="Sql">One column, code: one row per code that breaks the rule.</param>
/// <param name="Cost">What it costs the plan.</param>
/// <param name="NextStep">What to do.</param>
internal sealed record HealthRule(
    Severity Severity, string Table, string Name, string[] Needs, string Sql, string Cost, string NextStep);
