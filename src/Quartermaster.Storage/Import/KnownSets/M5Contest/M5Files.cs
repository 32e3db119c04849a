namespace Quartermaster.Storage.Import.KnownSets.M5Contest;

/// <summary>The contest's three files, read whole: some 4 bytes per series and day.</summary>
internal sealed class M5Files
{
    private const int FirstDayColumn = 6;

    private static readonly string[] s_salesColumns =
        ["id", "item_id", "dept_id", "cat_id", "store_id", "state_id", "d_1"];

    private static readonly string[] s_priceColumns = ["store_id", "item_id", "wm_yr_wk", "sell_price"];

    private M5Files(M5Calendar calendar, List<M5Series> series, int days) =>
        (Calendar, Series, Days) = (calendar, series, days);

    internal M5Calendar Calendar { get; }

    /// <summary>By code.</summary>
    internal IReadOnlyList<M5Series> Series { get; }

    /// <summary>Days with sales; the calendar may know more.</summary>
    internal int Days { get; }

    internal static M5Files Read(string folder, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new ImportException($"{folder} is no folder. Give the folder of the M5 contest's three files.")
                { IsWrongUse = true };
        }

        var calendar = M5Calendar.Read(folder, progress, cancel);
        var series = ReadSales(folder, calendar, progress, cancel);
        ReadPrices(folder, calendar, series, progress, cancel);
        return new(calendar, series, series.Count == 0 ? 0 : series[0].Units.Length);
    }

    private static List<M5Series> ReadSales(
        string folder, M5Calendar calendar, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        using var sheet = M5Sheet.Open(
            folder, ["sales_train_evaluation.csv", "sales_train_validation.csv"], s_salesColumns, progress);
        var days = sheet.Columns.Count - FirstDayColumn;
        if (days > calendar.Count || sheet.Columns[^1] != $"d_{days}")
        {
            throw sheet.Fault($"the last of its {days} days is {sheet.Columns[^1]}, and the calendar has "
                + $"{calendar.Count} days");
        }

        var (series, codes) = (new List<M5Series>(), new HashSet<string>(StringComparer.Ordinal));
        while (sheet.Read(cancel))
        {
            var units = new int[days];
            for (var day = 0; day < days; day++)
            {
                units[day] = sheet.Whole(FirstDayColumn + day);
            }

            series.Add(new(Cell(1), Cell(2), Cell(3), Cell(4), Cell(5), units));
            if (!codes.Add(series[^1].Code))
            {
                throw sheet.Fault($"item {series[^1].Item} at store {series[^1].Store} came before");
            }
        }

        if (series.Count == 0)
        {
            throw sheet.Fault("it is the last line, and there is no series");
        }

        series.Sort((left, right) => string.CompareOrdinal(left.Code, right.Code));
        return series;

        string Cell(int column) => string.Intern(sheet.Text(column).ToString());
    }

    private static void ReadPrices(
        string folder, M5Calendar calendar, List<M5Series> series, IProgress<ImportProgress>? progress,
        CancellationToken cancel)
    {
        var byCode = series.ToDictionary(one => one.Code, StringComparer.Ordinal);
        var lookup = byCode.GetAlternateLookup<ReadOnlySpan<char>>();
        using var sheet = M5Sheet.Open(folder, ["sell_prices.csv"], s_priceColumns, progress);
        while (sheet.Read(cancel))
        {
            if (lookup.TryGetValue($"{sheet.Text(1)}_{sheet.Text(0)}", out var one)
                && calendar.WeekOf(sheet.Text(2)) is { } week)
            {
                one.SetPrice(week, sheet.Micros(3));
            }
        }

        series.ForEach(one => one.JoinPrices());
    }
}
