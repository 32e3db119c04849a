using System.Globalization;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Answers say what is behind them: why there is nothing, what is missing, and what looks like a mistake.
/// </summary>
public sealed class PlainAnswersTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public void A_plan_with_nothing_to_order_names_the_next_day_on_which_an_offer_is_due()
    {
        var shop = corner.Copy();
        var told = Run(0, "plan", "--quick", "--budget", "0", "-w", shop);
        var words = told.Output.ReplaceLineEndings(" ");
        Assert.Contains("Nothing is to be ordered: ", words, StringComparison.Ordinal);
        var at = words.IndexOf("The next are due on ", StringComparison.Ordinal);
        Assert.True(at > 0, words);
        var day = words.Substring(at + "The next are due on ".Length, 10);
        Assert.True(DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out _), day);
        Assert.True((int)Run(0, "plan", "--quick", "--as-of", day, "-w", shop, "--json").Json["offers_due"]! > 0);
    }

    [Fact]
    public void A_sale_far_after_all_others_is_remarked_on_because_it_moves_the_day_of_plans()
    {
        var shop = corner.Copy();
        const string header = "order,line,at,region,product,units,unit_price";
        var far = corner.Write("far.csv", header, "x-1,1,2035-01-02T10:00Z,dallas,tea,1,5");
        var said = Run(0, "import", "sales", far, "-w", shop).Output.ReplaceLineEndings(" ");
        Assert.Contains("The last day of sales, 2035-01-02, is ", said, StringComparison.Ordinal);
        Assert.Contains("1 row added", said, StringComparison.Ordinal);
        var near = corner.Write("near.csv", header, "x-2,1,2035-01-20T10:00Z,dallas,tea,1,5");
        Assert.DoesNotContain("The last day of sales",
            Run(0, "import", "sales", near, "-w", shop).Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_names_the_tables_that_are_missing_and_what_does_not_run_without_them()
    {
        using var folder = new CommandFolder();
        Workspace.Create(folder.Folder);
        var said = Run(1, "check", "-w", folder.Folder).Output.ReplaceLineEndings(" ");
        Assert.Contains("Missing: products, sales, offers, facilities, regions, lanes, rates. Until", said,
            StringComparison.Ordinal);
        Assert.Contains("these do not run: forecast, target, buy, place, promise, fulfill.", said,
            StringComparison.Ordinal);
        Assert.DoesNotContain("cannot work", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_command_after_a_key_is_made_names_the_workspace()
    {
        var shop = corner.Copy();
        Assert.Contains($"Next: qm serve --workspace {shop}",
            Run(0, "keys", "add", "web", "--role", "shop", "--workspace", shop).Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    private static Ended Run(int code, params string[] arguments)
    {
        var ended = QmProcess.Run(arguments);
        Assert.True(ended.Code == code, $"{ended.Code}\n{ended.Output}\n{ended.Error}");
        return ended;
    }
}
