using System.Diagnostics;
using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.StockOuts;

namespace Quartermaster.Benchmarks.StockOuts;

/// <summary>Demand recovered in masked hours: "stock-outs FOLDER [every=5] [share=0.3] [find=0]".</summary>
internal static class StockOutFigures
{
    internal static void Print(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var clock = Stopwatch.StartNew();
        var truth = FreshRetail.Read(
            Path.Combine(folder, "series.csv.gz"), (int)Number("every", 5), Number("find", 0) > 0 ? float.NaN : 0);
        var masked = new MaskedHours(truth, Number("share", 0.3), (ulong)Number("seed", 1));
        var known = masked.Known;
        Say($"{truth.Count} series of {truth.Days} days, hours 6 to 21, read in {clock.Elapsed.TotalSeconds:f0} s");
        clock.Restart();
        var usual = new StockOutPolicy();
        var recovery = StockOutRecovery.Learn(known, usual with
        {
            HalfLifeDays = Number("halflife", usual.HalfLifeDays), Weekends = Number("weekends", 1) > 0,
            ProductUnits = Number("product", usual.ProductUnits), Rounds = (int)Number("rounds", usual.Rounds),
            CategoryUnits = Number("category", usual.CategoryUnits),
        });
        Say($"learned in {clock.Elapsed.TotalSeconds:f1} s");
        Say("masked counts as zero", masked.Score((_, demand) => demand.Clear()));
        Say("the product's mean hour", masked.Score((row, demand) => MeanHour(known, row, demand)));
        Say("the day's mean hour", masked.Score((row, demand) => MeanHourOfDay(known, row, demand)));
        Say("hour profile x day", masked.Score(recovery.Fill));
        Say("  days of which some was seen", masked.Score(recovery.Fill, (row, day) => !Unseen(known, row, day)));
        Say("  of which nothing was seen", masked.Score(recovery.Fill, (row, day) => Unseen(known, row, day)));
        Say("  days that never ran out", masked.Score(recovery.Fill, truth.IsWhole));
        Say("  days that ran out", masked.Score(recovery.Fill, (row, day) => !truth.IsWhole(row, day)));
        var (sales, shares) = recovery.Days();
        var least = new ForecastPolicy().LeastInStockShare;
        Say($"day's demand as sales / share: flat hours {Percent(masked.CleanedBias(sales, Flat(known), least))}, "
            + $"by profile {Percent(masked.CleanedBias(sales, shares, least))}");

        double Number(string name, double otherwise) => settings.TryGetValue(name, out var text)
            ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>The mean of a product's hours in stock, in every hour.</summary>
    private static void MeanHour(HourlySales known, int row, Span<float> demand)
    {
        var (units, hours) = (0.0, 1e-9);
        for (var hour = 0; hour < demand.Length; hour++)
        {
            var (sold, share) = known.Seen(row, hour);
            units += share == 1 ? sold : 0;
            hours += share == 1 ? 1 : 0;
        }

        demand.Fill((float)(units / hours));
    }

    /// <summary>The mean of a day's hours in stock, the product's where there were none.</summary>
    private static void MeanHourOfDay(HourlySales known, int row, Span<float> demand)
    {
        MeanHour(known, row, demand);
        for (var day = 0; day < known.Days; day++)
        {
            var hours = Enumerable.Range(day * known.Hours, known.Hours)
                .Where(hour => known.Seen(row, hour).Share == 1).ToArray();
            if (hours.Length > 0)
            {
                demand.Slice(day * known.Hours, known.Hours)
                    .Fill((float)hours.Average(hour => known.Seen(row, hour).Units));
            }
        }
    }

    private static bool Unseen(HourlySales known, int row, int day) =>
        known.InStock.Row(row).Slice(day * known.Hours, known.Hours).IndexOfAnyExcept(0f) < 0;

    /// <summary>The share of hours in stock, by day.</summary>
    private static Matrix Flat(HourlySales known)
    {
        var shares = new float[known.Count * known.Days];
        for (var i = 0; i < shares.Length; i++)
        {
            for (var hour = 0; hour < known.Hours; hour++)
            {
                var share = (float)known.Seen(i / known.Days, (i % known.Days * known.Hours) + hour).Share;
                shares[i] += (float.IsNaN(share) ? 0.5f : share) / known.Hours;
            }
        }

        return new(known.Days, shares);
    }

    private static string Percent(double value) =>
        (100 * value).ToString("+0.00;-0.00", CultureInfo.InvariantCulture) + " %";

    private static void Say(string name, MaskedScore score) => Say(
        $"{name,-30} bias {Percent(score.Bias)}, error of an hour {Percent(score.Wape)}, of a day's masked hours "
        + $"{Percent(score.DayWape)} ({score.Hours} hours)");

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);
}
