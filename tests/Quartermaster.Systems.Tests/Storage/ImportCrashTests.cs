using System.Diagnostics;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Storage.Workspaces;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Storage;

/// <summary>A process that writes a table is killed, as by kill −9 or a power cut of the machine's processes.</summary>
public sealed class ImportCrashTests : IDisposable
{
    private const int OldRows = 1_000;
    private const int NewRows = 200_000;
    private const int Kills = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("quartermaster-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_import_killed_at_any_moment_leaves_the_old_table_or_the_whole_new_one()
    {
        var (old, large) = (Write("old.csv", "2026-01-01", OldRows), Write("new.csv", "2026-02-01", NewRows));
        var (whole, shop) = (NewShop("whole", old), NewShop("shop", old));
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, QmProcess.Run("import", "prices", large, "-w", whole).Code);
        var usual = watch.Elapsed;
        var (before, after) = (Prices(shop), Prices(whole));
        Assert.Equal((OldRows, OldRows + NewRows), (before.Count, after.Count));
        var findings = (int)QmProcess.Run("check", "-w", shop, "--json").Json["errors"]!;

        var killed = 0;
        for (var kill = 0UL; kill < Kills; kill++)
        {
            // The first moments are spread over the run, so that reading, sorting and writing are all met.
            var share = (kill + KeyedRandom.Uniform(17, 1, kill, 0)) / Kills;
            using var process = QmProcess.Start("import", "prices", large, "-w", shop);
            process.WaitForExit(usual * share);
            process.Kill();
            process.WaitForExit();
            killed += process.ExitCode == 0 ? 0 : 1;

            var prices = Prices(shop);
            Assert.True(prices.Equals(before) || prices.Equals(after),
                $"{prices.Count} rows after a kill at {share:P0} of {usual.TotalMilliseconds:0} ms.");
            var check = QmProcess.Run("check", "-w", shop, "--json");
            Assert.True(check.Code is 0 or 1, check.Output + check.Error);
            Assert.Equal(findings, (int)check.Json["errors"]!);
        }

        Assert.True(killed >= 2, $"{killed} of {Kills} were killed before they ended.");
        Assert.Equal(0, QmProcess.Run("import", "prices", large, "-w", shop).Code);
        Assert.Equal(after, Prices(shop));
        Assert.Equal(
            Workspace.Open(whole).Tables.Fingerprint("prices"), Workspace.Open(shop).Tables.Fingerprint("prices"));
        Assert.Equal(0, QmProcess.Run("clean", "-w", shop).Code);
        Assert.Single(Directory.GetFiles(Path.Combine(shop, "tables"), "*", SearchOption.AllDirectories));
        Assert.Equal(after, Prices(shop));
    }

    private static Quartermaster.Domain.Table<Price> Prices(string shop) => Workspace.Open(shop).Tables.Read<Price>();

    private string NewShop(string name, string old)
    {
        var shop = Workspace.Create(Path.Combine(_folder, name)).Folder;
        Assert.Equal(0, new Quartermaster.Storage.Import.Importer(Workspace.Open(shop))
            .Import("prices", [old]).RowsRejected);
        return shop;
    }

    private string Write(string name, string day, int rows)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllLines(file, Enumerable.Range(0, rows).Select(i => $"P{i:0000000},{day},{1 + (i % 90)}.25")
            .Prepend("product,from_day,unit_price"));
        return file;
    }
}
