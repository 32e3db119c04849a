using System.Diagnostics;
using Quartermaster.App.CommandLine;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Storage;

/// <summary>What a person reads when an import cannot be done to its end.</summary>
public sealed class ImportFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quartermaster-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(DiskStep.Rename, "csv", 1, "The rows that were taken are there; import the same again")]
    [InlineData(DiskStep.Delete, "sales.writing", 1, "Its rows are there")]
    [InlineData(DiskStep.Create, "manifest.json.writing", 0, "The workspace is whole")]
    [InlineData(DiskStep.Create, "table.writing", 0, "The workspace is as it was")]
    [InlineData(DiskStep.Create, "csv.writing", 0, "The workspace is as it was")]
    public void The_message_says_whether_the_rows_are_there(DiskStep step, string ending, int rows, string told)
    {
        var disk = new FailingDisk(step, ending);
        var workspace = Workspace.Create(Path.Combine(_folder, "shop"), disk: disk);
        var file = Sales(20_000, "X,1,2024-01-04,P,none,1");
        disk.IsFailing = true;
        var options = new ImportOptions { RowsInMemory = 1 };
        var fault = Record.Exception(() => new Importer(workspace, disk).Import("sales", [file], options));
        var said = Failures.Explain(fault!)!;
        var whole = $"{said.Message} {said.NextStep}";
        Assert.Contains(told, whole, StringComparison.Ordinal);
        Assert.Equal(rows, Math.Min(1, Workspace.Open(workspace.Folder).Tables.Read<Sale>().Count));
        Assert.Equal(rows == 1, whole.Contains("was imported", StringComparison.Ordinal));
        Assert.Equal(rows == 1, !whole.Contains("as it was", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void A_file_that_may_not_become_large_enough_is_told_as_a_full_disk(string format)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit is of Unix.");
        var whole = Workspace.Create(Path.Combine(_folder, "whole"));
        new Importer(whole).Import("sales", [Sales(20_000)]);
        var (file, shop) = (Path.Combine(_folder, "whole." + format), Path.Combine(_folder, "shop"));
        whole.Export("sales", file);
        Workspace.Create(shop);

        // Without the signal the call fails; without W^X the runtime needs no large files of its own.
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("trap '' XFSZ; ulimit -f 8; exec dotnet \"$@\"");
        foreach (var word in new[] { "qm", Path.Combine(AppContext.BaseDirectory, "qm.dll"), "import", "sales", file,
            "-w", shop })
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        var ended = QmProcess.End(process);
        Assert.True(ended.Code == 3, ended.Output + ended.Error);
        Assert.Contains("free space", ended.Error, StringComparison.Ordinal);
        Assert.Contains("The workspace is as it was", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Get the file again", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", ended.Error, StringComparison.Ordinal);
        Assert.False(Workspace.Open(shop).Tables.Has("sales"));
    }

    private string Sales(int rows, params string[] more)
    {
        var file = Path.Combine(_folder, "sales.csv");
        File.WriteAllLines(file, ["order,line,at,product,units,unit_price", .. Enumerable.Range(0, rows)
            .Select(i => $"O{i * 7919 % 100_003},{i},2024-01-0{1 + (i % 9)},P{i % 97},{1 + (i % 7)},3"), .. more]);
        return file;
    }

    private sealed class FailingDisk(DiskStep failing, string ending) : Disk
    {
        internal bool IsFailing { get; set; }

        protected override void Before(DiskStep step, string path)
        {
            if (IsFailing && step == failing && path.EndsWith(ending, StringComparison.Ordinal))
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
