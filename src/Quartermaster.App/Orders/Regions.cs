using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>Finds regions by their codes, in any case.</summary>
internal static class Regions
{
    internal static RegionId Find(CatalogVersion catalog, string code)
    {
        var region = catalog.Find<RegionId>(code);
        if (region != default)
        {
            return region;
        }

        var codes = catalog.Of<RegionId>().Codes.ToArray();
        var index = Array.FindIndex(codes, known => known.Equals(code, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? new(index + 1) : throw new UserException(
            $"There is no region '{code}'. There are, for example, {string.Join(", ", codes.Take(5))}.",
            "List them with: qm export regions regions.csv", ExitCode.WrongUse);
    }
}

/// <summary>Which tables orders need.</summary>
internal static class OrderTables
{
    internal static void Require(Workspace workspace, params string[] tables)
    {
        var missing = tables.Where(table => !workspace.Tables.Has(table)).ToArray();
        if (missing.Length > 0)
        {
            throw new UserException($"The workspace {workspace.Folder} has no {string.Join(", ", missing)}.",
                $"Import what is missing, for example: qm import {missing[0]} {missing[0]}.csv");
        }
    }
}
