namespace Quartermaster.App.CommandLine;

/// <summary>What a command has to say: the same figures for people and for machines.</summary>
/// <param name="Headline">One sentence: what was done.</param>
internal sealed record Answer(string Headline)
{
    /// <summary>How the command ended.</summary>
    internal ExitCode Code { get; init; }

    /// <summary>Single figures and names, by snake_case key.</summary>
    internal IReadOnlyList<(string Key, object Value)> Facts { get; init; } = [];

    /// <summary>Tables.</summary>
    internal IReadOnlyList<Grid> Grids { get; init; } = [];

    /// <summary>Sentences after the tables: how to read them, and the next step.</summary>
    internal IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A table to show.</summary>
/// <param name="Key">Its snake_case name for machines.</param>
/// <param name="Title">Its title for people.</param>
/// <param name="Columns">What each column is.</param>
/// <param name="Rows">Values: string, int, long, double, decimal, <see cref="Measured"/>, bool, DateOnly, or null for
/// "nothing to say".</param>
internal sealed record Grid(
    string Key, string Title, IReadOnlyList<GridColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>A column of a grid.</summary>
/// <param name="Key">Its snake_case name for machines.</param>
/// <param name="Title">Its title for people, with the unit.</param>
/// <param name="Format">A .NET format for numbers; empty for the plain one.</param>
internal sealed record GridColumn(string Key, string Title, string Format = "");
