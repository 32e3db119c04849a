using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Tests.Storage.Workspaces;

/// <summary>A small retailer in two versions.</summary>
internal static class WorkspaceFixtures
{
    /// <summary>Version 1 has products a and b; version 2 has c as well, and sales.</summary>
    internal static void Put(Workspace workspace, int version)
    {
        using var change = workspace.Change(TableSource.Generated);
        change.AddCodes<ProductId>(version == 1 ? ["b", "a"] : ["c", "b", "a"]);
        change.AddCodes<CategoryId>(["toys"]);
        change.AddCodes<RegionId>(["north"]);
        Product[] products = [.. (version == 1 ? "ab" : "cab").Select(code => Product(change, code))];
        var names = Array.ConvertAll(products, product => $"Name of {product.Id.Value}");
        change.Append<Product>(products, new Dictionary<string, string[]> { ["name"] = names });
        if (version == 2)
        {
            change.Append<Sale>([.. Enumerable.Range(0, 500).Select(line => Sale(change, line))]);
        }

        change.Commit();
    }

    internal static Sale Sale(Quartermaster.Domain.Doors.ITableWriter change, int line) => default(Sale) with
    {
        Order = Label.Of($"O{line / 3}"),
        Line = line,
        At = Instant.Of(new DateOnly(2025, 3, 30).AddDays(line % 4), line),
        Product = change.Find<ProductId>("abc"[line % 3].ToString()),
        Region = line % 5 == 0 ? default : change.Find<RegionId>("north"),
        Units = 1 + (line % 2),
        UnitPrice = Money.Of(0.10m + line),
        Speed = Speed.TwoDay,
        IsCancelled = line % 10 == 9,
    };

    private static Product Product(TableChange change, char code) => new(
        change.Find<ProductId>(code.ToString()), change.Find<CategoryId>("toys"), StorageClass.Bin, 100, 200, 12,
        new DateOnly(2024, 1, 1), default, ProductStatus.Active);
}
