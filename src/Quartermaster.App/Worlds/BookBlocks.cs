using Quartermaster.Domain.Demand;
using Quartermaster.Operations.Gather;

namespace Quartermaster.App.Worlds;

/// <summary>Histories of a book, some products at a time: those of all at once may not fit.</summary>
internal static class BookBlocks
{
    /// <summary>Products at once.</summary>
    internal const int Most = 2_048;

    /// <summary>The first row of each block, and its histories, in row order.</summary>
    internal static IEnumerable<(int First, DemandInputs Inputs)> Of(DemandBook book)
    {
        for (var first = 0; first < book.Products.Count; first += Most)
        {
            yield return (first, book.Inputs(first, Math.Min(Most, book.Products.Count - first)));
        }
    }
}
