using System.Diagnostics;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Folders one may not write in, that somebody else writes in, or that are being made.</summary>
public sealed class FolderTests(CornerShop shop) : IClassFixture<CornerShop>
{
    private const int Nobody = 65_534;

    [Fact]
    public void In_a_read_only_folder_what_only_reads_works_and_what_writes_says_why_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Permissions are those of Linux.");
        var copy = shop.Copy();
        Assert.Equal(0, QmProcess.Run("import", "stock", Repository.PathOf("worlds", "corner-shop", "stock.csv"), "-w",
            copy).Code);
        Assert.Equal(0, QmProcess.Run("plan", "--quick", "--all", "-w", copy).Code);
        Change("a+rx", Path.GetDirectoryName(copy)!);
        Change("a+rX,a-w", copy);

        var able = Try("check", "-w", copy);
        Assert.SkipWhen(able.Code is not (0 or 1), $"Another user cannot run the program here: {able.Error}");
        string[][] reads =
        [
            ["promise", "--to", "chicago", "--line", "bread"], ["show", "latest"], ["why", "bread"], ["runs"],
            ["query", "SELECT 1"], ["export", "stock", "--to", Path.Combine(Path.GetTempPath(), "qm-read-only.csv")],
        ];
        Assert.All(reads, words => Assert.True(Try([.. words, "-w", copy]) is { Code: 0 or 1 } done,
            $"{string.Join(' ', words)}: {Try([.. words, "-w", copy]).Error}"));
        File.Delete(Path.Combine(Path.GetTempPath(), "qm-read-only.csv"));
        string[][] writes = [["plan", "--quick"], ["release", "latest", "--force-gate", "x"], ["clean"]];
        Assert.All(writes, words =>
        {
            var done = Try([.. words, "-w", copy]);
            Assert.Equal(3, done.Code);
            Assert.Contains("read-only", done.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("another process", done.Error, StringComparison.Ordinal);
        });
        Change("u+w", copy);

        static void Change(string mode, string folder)
        {
            string[] words = mode == "a+rx" ? [mode, folder] : ["-R", mode, folder];
            using var change = Process.Start("chmod", words);
            change.WaitForExit();
        }

        static Ended Try(params string[] words)
        {
            // Root may write anywhere, so it becomes nobody.
            string[] first = Environment.UserName == "root"
                ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"] : ["env"];
            var start = new ProcessStartInfo(first[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var word in (string[])[.. first[1..], "dotnet", Path.Combine(AppContext.BaseDirectory, "qm.dll"),
                .. words])
            {
                start.ArgumentList.Add(word);
            }

            using var process = Process.Start(start)!;
            return QmProcess.End(process);
        }
    }

    [Fact]
    public void A_plan_hears_of_another_writer_before_it_works()
    {
        var copy = shop.Copy();
        using var held = Workspace.Open(copy).LockForWriting();
        var done = QmProcess.Run("plan", "-w", copy);
        Assert.Equal(3, done.Code);
        Assert.Contains("being changed by another process", done.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("back-test", done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_that_is_stopped_leaves_nothing_and_a_killed_one_is_made_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are those of Linux.");
        var folder = Path.Combine(Path.GetDirectoryName(shop.Folder)!, "sample");
        var stopped = Interrupt("-INT", folder);
        Assert.Equal(130, stopped.Code);
        Assert.Contains("nothing was made", stopped.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder) || Directory.Exists(folder + ".writing"));

        Interrupt("-KILL", folder);
        Assert.False(Directory.Exists(folder));
        Assert.True(Directory.Exists(folder + ".writing"));
        var made = QmProcess.Run("init", folder, "--sample", "retail", "--products", "200", "--centers", "4", "--days",
            "60");
        Assert.True(made.Code == 0, made.Error);
        Assert.False(Directory.Exists(folder + ".writing"));
        Assert.Equal(200, Workspace.Open(folder).Tables.Count("products"));
        Assert.Equal(2, QmProcess.Run("init", folder, "--sample", "retail").Code);

        static Ended Interrupt(string signal, string folder)
        {
            using var process = QmProcess.Start("init", folder, "--sample", "retail", "--products", "20000");
            Assert.True(SpinWait.SpinUntil(
                () => File.Exists(Path.Combine(folder + ".writing", ".lock")) || process.HasExited,
                TimeSpan.FromMinutes(1)));
            using (var kill = Process.Start("kill", [signal, $"{process.Id}"]))
            {
                kill.WaitForExit();
            }

            return QmProcess.End(process);
        }
    }

    [Fact]
    public void A_sample_is_made_with_as_many_shards_as_are_asked_for()
    {
        var folder = Path.Combine(Path.GetDirectoryName(shop.Folder)!, "sharded");
        var made = QmProcess.Run("init", folder, "--sample", "retail", "--products", "200", "--centers", "4", "--days",
            "60", "--shards", "3");
        Assert.True(made.Code == 0, made.Error);
        Assert.Equal(3, ShardFolders.CountOf(Workspace.Open(folder).LedgerPath));
        Assert.InRange(QmProcess.Run("fulfill", "--sample", "20", "-w", folder).Code, 0, 1);
        Assert.Equal(2, QmProcess.Run("init", folder + "-more", "--shards", "65").Code);
        Assert.False(Directory.Exists(folder + "-more"));
    }

    [Fact]
    public void Latest_is_the_last_whole_plan_whatever_was_tried_since()
    {
        var copy = shop.Copy();
        var plan = QmProcess.Run("plan", "--quick", "--all", "-w", copy, "--json").Json;
        Assert.Equal(0, QmProcess.Run("buy", "--quick", "-w", copy).Code);
        var shown = QmProcess.Run("show", "latest", "-w", copy, "--json").Json;
        Assert.Equal((string)plan["run"]!, (string)shown["run"]!);
        var runs = QmProcess.Run("runs", "-w", copy);
        Assert.Contains("the last whole plan", runs.Output, StringComparison.Ordinal);
        Assert.StartsWith("2 runs.", runs.Output, StringComparison.Ordinal);

        // A run that asked for every offer differs from one that did not, and that is said.
        var some = (string)QmProcess.Run("plan", "--quick", "-w", copy, "--json").Json["run"]!;
        var diff = QmProcess.Run("diff", (string)plan["run"]!, some, "-w", copy);
        Assert.Contains("--all in", diff.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_says_that_a_product_has_no_offer_and_stock_without_sales_says_which_day()
    {
        var copy = shop.Copy();
        shop.Add(copy, "products", "product,name,category,storage_class,volume_cubic_centimeters,weight_grams",
            "candle,Candle,home,Bin,500,200");
        Assert.Equal(0, QmProcess.Run("plan", "--quick", "--all", "-w", copy).Code);
        var why = QmProcess.Run("why", "candle", "-w", copy);
        Assert.Contains("No vendor offers candle", why.Output, StringComparison.Ordinal);

        var bare = Path.Combine(Path.GetDirectoryName(shop.Folder)!, "bare");
        Workspace.Create(bare);
        var file = Repository.PathOf("worlds", "corner-shop", "stock.csv");
        var stock = QmProcess.Run("import", "stock", file, "-w", bare);
        Assert.Contains("There are no sales yet", stock.Output, StringComparison.Ordinal);
    }
}
