using Quartermaster.Domain;
using Quartermaster.Storage;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Tests.Storage.Workspaces;

public sealed class WorkspaceFaultTests
{
    [Fact]
    public void Killed_before_any_step_the_workspace_is_as_before_or_as_after()
    {
        var outcomes = StopAtEveryStep(isFull: false);
        Assert.InRange(outcomes.Count, 20, 500);
        Assert.Equal([2, 3], outcomes.Distinct().Order());
    }

    [Fact]
    public void On_a_full_disk_the_message_is_clear_and_the_workspace_as_before_or_as_after()
    {
        var outcomes = StopAtEveryStep(isFull: true);
        Assert.InRange(outcomes.Count, 20, 500);
        Assert.Contains(2, outcomes);
    }

    [Fact]
    public void What_a_killed_writer_left_in_the_catalog_is_passed_over_and_its_numbers_are_given_again()
    {
        using var folder = new TemporaryFolder();
        WorkspaceFixtures.Put(Workspace.Create(folder.Path), 1);
        File.AppendAllText(folder.File("catalog.jsonl"), "{\"kind\":\"Product\",\"first\":3,\"codes\":[\"never com");
        WorkspaceFixtures.Put(Workspace.Open(folder.Path), 2);
        Assert.Equal(["a", "b", "c"], Workspace.Open(folder.Path).Tables.Catalog.Of<ProductId>().Codes.ToArray());
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("catalog.jsonl")]
    [InlineData("quartermaster.json")]
    [InlineData("tables/products/*.parquet")]
    public void A_file_cut_short_is_named_with_the_next_step(string pattern) =>
        Damage(pattern, bytes => bytes[..(bytes.Length / 2)]);

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("catalog.jsonl")]
    [InlineData("tables/products/*.parquet")]
    public void A_missing_file_is_named_with_the_next_step(string pattern) => Damage(pattern, _ => null);

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("catalog.jsonl")]
    [InlineData("tables/products/*.parquet")]
    public void An_altered_file_is_named_with_the_next_step(string pattern) =>
        Damage(pattern, bytes =>
        {
            // A digit or letter within the file's values: the file still has its form.
            var at = Array.FindLastIndex(bytes, bytes.Length / 2, value => value is >= (byte)'a' and < (byte)'z');
            bytes[at]++;
            return bytes;
        });

    private static void Damage(string pattern, Func<byte[], byte[]?> damage)
    {
        using var folder = new TemporaryFolder();
        WorkspaceFixtures.Put(Workspace.Create(folder.Path), 1);
        var path = Directory.GetFiles(
            Path.GetDirectoryName(folder.File(pattern))!, Path.GetFileName(pattern)).Single();
        var damaged = damage(File.ReadAllBytes(path));
        File.Delete(path);
        if (damaged is not null)
        {
            File.WriteAllBytes(path, damaged);
        }

        var error = Assert.Throws<WorkspaceException>(() =>
        {
            var tables = Workspace.Open(folder.Path).Tables;
            tables.Read<Quartermaster.Domain.Tables.Product>();
            tables.Verify("products");
        });
        Assert.Contains(path, error.What);
        Assert.True(error.NextStep.Length > 20);
    }

    // For each step at which the process may stop: the number of products seen afterwards.
    private static List<int> StopAtEveryStep(bool isFull)
    {
        var outcomes = new List<int>();
        for (var step = 1; ; step++)
        {
            using var folder = new TemporaryFolder();
            WorkspaceFixtures.Put(Workspace.Create(folder.Path), 1);
            var disk = new FaultyDisk(step, isFull);
            var error = Record.Exception(() => WorkspaceFixtures.Put(Workspace.Open(folder.Path, disk), 2));
            if (!disk.HasStopped)
            {
                Assert.Null(error);
                return outcomes;
            }

            if (isFull)
            {
                Assert.True(error is null or WorkspaceException, $"Step {step}: {error}");
                Assert.True(error is null || (error.Message.Contains("cannot be written: No space left on device.")
                    && error.Message.Contains("free space")), error?.Message);
            }

            outcomes.Add(CheckAfter(folder.Path));
        }
    }

    private static int CheckAfter(string folder)
    {
        var workspace = Workspace.Open(folder);
        var products = (int)workspace.Tables.Count("products");
        Assert.Equal(products == 3, workspace.Tables.Has("sales"));
        Assert.Equal(products, workspace.Tables.Catalog.Of<ProductId>().Count);
        Assert.All(workspace.Tables.Names, workspace.Tables.Verify);
        workspace.Clean();
        Assert.All(workspace.Tables.Names, workspace.Tables.Verify);
        Assert.Empty(Directory.GetFiles(folder, "*.writing", SearchOption.AllDirectories));
        WorkspaceFixtures.Put(workspace, 2);
        Assert.Equal(["a", "b", "c"], workspace.Tables.Catalog.Of<ProductId>().Codes.ToArray());
        return products;
    }
}
