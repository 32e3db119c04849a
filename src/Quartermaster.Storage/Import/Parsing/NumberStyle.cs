namespace Quartermaster.Storage.Import.Parsing;

/// <summary>How a file writes numbers.</summary>
/// <param name="Decimal">The decimal separator: point or comma.</param>
/// <param name="IsCertain">Whether the file or the mapping shows it. Where not, 1,234 could be either and is rejected.
/// </param>
internal readonly record struct NumberStyle(char Decimal, bool IsCertain)
{
    /// <summary>Whether 1.234 could be either too: the file has the other signs of a place where the comma is decimal,
    /// and no number that shows which.</summary>
    internal bool IsPointDoubtful { get; init; }

    /// <summary>Whether a character may stand between groups of three digits.</summary>
    internal bool IsGroup(char value) => value switch
    {
        ' ' or '\u00A0' or '\u202F' or '\'' or '\u2019' => true,
        ',' => Decimal == '.',
        '.' => Decimal == ',',
        _ => false,
    };
}
