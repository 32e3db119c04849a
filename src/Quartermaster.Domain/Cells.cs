using System.Globalization;

namespace Quartermaster.Domain;

/// <summary>Counts the values of a table in memory, and says so where they are more than one table can hold.</summary>
public static class Cells
{
    /// <summary>Rows × columns.</summary>
    /// <param name="rows">How many rows; 0 or more.</param>
    /// <param name="columns">Values per row; 0 or more.</param>
    /// <param name="what">What they are, for the message: "sales by product and day".</param>
    /// <exception cref="TooManyCellsException">They are more than <see cref="Array.MaxLength"/>.</exception>
    public static int Of(long rows, long columns, string what) =>
        rows * columns is var cells && cells <= Array.MaxLength ? (int)cells
            : throw new TooManyCellsException(string.Create(CultureInfo.InvariantCulture,
                $"{what}: {rows:#,0} × {columns:#,0} are {cells:#,0} values; one table holds {Array.MaxLength:#,0}."));
}

/// <summary>Something is larger than this program can hold at once: a limit, not an error of the program.</summary>
/// <param name="message">What, its size and the limit.</param>
public sealed class TooManyCellsException(string message) : InvalidOperationException(message);
