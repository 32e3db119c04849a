using System.Globalization;
using System.IO.Compression;
using Quartermaster.Domain;
using Quartermaster.Forecasting.StockOuts;

namespace Quartermaster.Benchmarks.StockOuts;

/// <summary>FreshRetailNet-50K as repacked: 90 days of sales and stock by the hour, of products in stores.</summary>
/// <remarks>Hours 6 to 21 only: at night stock is flagged out mostly because the store is closed.</remarks>
internal static class FreshRetail
{
    internal const int Days = 90;
    internal const int Hours = 16;

    private const int FirstHour = 6;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Reads every so many-th series.</summary>
    /// <param name="file">Where from.</param>
    /// <param name="every">1 for all.</param>
    /// <param name="ranOut">Share of the first hour flagged out that had stock: NaN to find it, 0 to pass it over.
    /// </param>
    internal static HourlySales Read(string file, int every, float ranOut = 0)
    {
        var (sales, inStock, categories, line) = (new List<float>(), new List<float>(), new List<int>(), 0);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } text)
        {
            if (line++ % every == 0)
            {
                var fields = text.Split(',');
                categories.Add(int.Parse(fields[6], CultureInfo.InvariantCulture));
                Add(fields, sales, inStock, ranOut);
            }
        }

        return new()
        {
            FirstDay = new(2024, 3, 28), Days = Days, Hours = Hours, Categories = categories,
            Sales = new(Days * Hours, [.. sales]), InStock = new(Days * Hours, [.. inStock]),
        };
    }

    private static void Add(string[] fields, List<float> sales, List<float> inStock, float ranOut)
    {
        var exact = fields[11].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(':'))
            .ToDictionary(pair => int.Parse(pair[0], CultureInfo.InvariantCulture),
                pair => float.Parse(pair[1], CultureInfo.InvariantCulture));
        for (var day = 0; day < Days; day++)
        {
            var flags = int.Parse(
                fields[8].AsSpan(6 * day, 6), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var hour = FirstHour; hour < FirstHour + Hours; hour++)
            {
                var at = (24 * day) + hour;
                var units = fields[7][at] == '~' ? exact[at] : Digits.IndexOf(fields[7][at]) / 10f;
                sales.Add(units);
                inStock.Add((flags >> hour & 1) == 0 ? 1 : (flags >> (hour - 1) & 1) == 0 ? ranOut : 0);
            }
        }
    }
}
