namespace Quartermaster.App.CommandLine;

/// <summary>A cell of a table whose rows are written in different ways: a number for machines, its text for people.
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Text">As people read it, with its unit where the row has one of its own.</param>
internal readonly record struct Measured(double Value, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
