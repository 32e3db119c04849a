using Quartermaster.Evaluation.Charts;

namespace Quartermaster.Evaluation.Reports;

/// <summary>A document for people: what was found, with its pictures and tables.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Lead">The finding in one or two sentences.</param>
/// <param name="Sections">Its parts, in order.</param>
/// <param name="Origin">Which run, seed and data it came from.</param>
public sealed record Report(string Title, string Lead, IReadOnlyList<ReportSection> Sections, string Origin);

/// <summary>One part of a report.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Text">Paragraphs before the pictures.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<string> Text)
{
    /// <summary>Large single figures at the top of the section.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>Tables.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>Pictures.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];
}

/// <summary>A single figure to remember.</summary>
/// <param name="Value">As written.</param>
/// <param name="Name">What it is.</param>
public sealed record ReportFigure(string Value, string Name);

/// <summary>A table of texts.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Columns">Headings; the first column names the row.</param>
/// <param name="Rows">As written.</param>
public sealed record ReportTable(
    string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
