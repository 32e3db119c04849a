using System.Globalization;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class M5CommandTests(PlannedShop shop) : IClassFixture<PlannedShop>
{
    private const int Items = 6;
    private const int Days = 70;
    private static readonly DateOnly s_first = new(2011, 1, 29);

    [Fact]
    public void The_contests_files_are_forecast_written_and_scored()
    {
        using var folder = new CommandFolder();
        var files = Write(folder.Folder + "-files", Days);
        Assert.Equal(0, QmProcess.Run("init", folder.Folder).Code);
        Assert.Equal(0, QmProcess.Run("import", "m5", files, "-w", folder.Folder).Code);

        // The last 28 days are held out: the same file says what came.
        var day = s_first.AddDays(Days - 28).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var days = Path.Combine(files, "days.csv");
        var ended = QmProcess.Run("forecast", "--quick", "--as-of", day, "--levels", "0.5,0.975", "--out", days,
            "--score", Path.Combine(files, "sales_train_validation.csv"), "-w", folder.Folder, "--json");
        Assert.True(ended.Code == 0, ended.Output + ended.Error);
        Assert.Equal(Items * 28, (int)ended.Json["days_scored"]!);
        Assert.InRange((double)ended.Json["wspl"]!, 0.05, 1);
        Assert.Equal(1 + (Items * 28), File.ReadAllLines(days).Length);
    }

    [Fact]
    public void Products_and_sales_are_enough_for_a_forecast()
    {
        using var folder = new CommandFolder();
        Assert.Equal(0, QmProcess.Run("init", folder.Folder).Code);
        foreach (var table in new[] { "products", "sales" })
        {
            var file = Repository.PathOf("worlds", "corner-shop", $"{table}.csv");
            Assert.Equal(0, QmProcess.Run("import", table, file, "-w", folder.Folder).Code);
        }

        var forecast = QmProcess.Run("forecast", "--quick", "-w", folder.Folder, "--json");
        Assert.True(forecast.Code == 0, forecast.Output + forecast.Error);
        Assert.True((double)forecast.Json["units_next_4_weeks"]! > 0);
        var plan = QmProcess.Run("plan", "--quick", "-w", folder.Folder);
        Assert.Equal(3, plan.Code);
        Assert.Contains(
            "has no rows in offers, facilities, lanes, regions, rates", plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_of_something_else_is_not_replaced_unless_told()
    {
        var files = Write(shop.Folder + "-m5", Days);
        var refused = QmProcess.Run("import", "m5", files, "-w", shop.Folder);
        Assert.Equal(2, refused.Code);
        Assert.Contains("has sales of something else", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, QmProcess.Run("import", "m5", files, "-w", shop.Folder, "--as-of", "2020-01-01").Code);
        _ = shop.Json("why", "tea", "--run", shop.Run);
    }

    private static string Write(string folder, int days)
    {
        Directory.CreateDirectory(folder);
        var numbers = Enumerable.Range(0, days).ToArray();
        File.WriteAllLines(Path.Combine(folder, "sales_train_validation.csv"),
        [
            "id,item_id,dept_id,cat_id,store_id,state_id," + string.Join(',', numbers.Select(day => $"d_{day + 1}")),
            .. Enumerable.Range(0, Items).Select(item => $"F_{item}_CA_1_validation,F_{item},F,FOODS,CA_1,CA,"
                + string.Join(',', numbers.Select(day => (item + (day * 7 % 5)) % (item + 3)))),
        ]);
        File.WriteAllLines(Path.Combine(folder, "calendar.csv"),
        [
            "date,wm_yr_wk,weekday,wday,month,year,d,event_name_1,event_type_1,event_name_2,event_type_2,snap_CA",
            .. numbers.Select(day => FormattableString.Invariant(
                $"{s_first.AddDays(day):yyyy-MM-dd},{11101 + (day / 7)},x,1,1,2011,d_{day + 1},,,,,{day % 10 / 9}")),
        ]);
        File.WriteAllLines(Path.Combine(folder, "sell_prices.csv"),
        [
            "store_id,item_id,wm_yr_wk,sell_price",
            .. Enumerable.Range(0, Items).SelectMany(item => Enumerable.Range(0, days / 7).Select(week =>
                $"CA_1,F_{item},{11101 + week},{item + 1}.5")),
        ]);
        return folder;
    }
}
