namespace Quartermaster.Evaluation.Generation;

/// <summary>About how large a table of a sample will be, said before anything is written.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Rows">Rows, within about 15 %.</param>
/// <param name="Bytes">Bytes on disk as compressed Parquet, within about a factor of two.</param>
public sealed record SizeEstimate(string Table, long Rows, long Bytes)
{
    /// <summary>The large tables of a sample, the largest first; the others are below a megabyte per 2,000 products.
    /// </summary>
    public static IReadOnlyList<SizeEstimate> Of(SampleRetail sample)
    {
        // Per product and day of history, measured on 2,000 products over 730 days; bytes by column widths after
        // dictionary and delta encoding.
        var productDays = (double)sample.ProductCount * sample.Days;
        var future = (double)sample.ProductCount * sample.AllDays;
        // More centers hold more shelves, and so order more lines.
        var lines = LinesPerProductDay * (0.4 + (0.6 * sample.Facilities / 8)) * productDays;
        return
        [
            .. new[]
            {
                Sized("sales", SalesPerProductDay * productDays, 34),
                Sized("views", OnSaleShare * productDays, 6),
                Sized("truth/true_demand", OnSaleShare * productDays, 11),
                Sized("purchase_orders", lines, 14),
                Sized("receipts", 1.06 * lines, 13),
                Sized("returns", 0.062 * SalesPerProductDay * productDays, 16),
                Sized("prices", PricesPerProductDay * future, 8),
                Sized("attributes", 3.0 * sample.ProductCount, 4),
            }.OrderByDescending(size => size.Bytes),
        ];
    }

    private const double SalesPerProductDay = 0.73;
    private const double OnSaleShare = 0.88;
    private const double LinesPerProductDay = 0.085;
    private const double PricesPerProductDay = 0.02;

    private static SizeEstimate Sized(string table, double rows, double bytesPerRow) =>
        new(table, (long)rows, (long)(rows * bytesPerRow) + 4_096);
}
