using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.App.Orders;

/// <summary>Finds regions by their codes, in any case.</summary>
internal static class Regions
{
    /// <summary>A region that the regions table has, and whose local time is known.</summary>
    internal static Region FindPlace(RouteNetwork network, CatalogVersion catalog, string code)
    {
        var region = Find(network.Regions, catalog, code);
        return LocalClock.Knows(catalog.CodeOf(region.Zone)) ? region : throw new UserException(
            $"Region '{code}' has the zone '{catalog.CodeOf(region.Zone)}', which is not an IANA time zone.",
            "Correct its zone in your regions file, for example America/Chicago, and import that again.");
    }

    /// <summary>A region that the regions table has.</summary>
    /// <remarks>The catalog also knows codes that only sales name: nobody knows where those are.</remarks>
    internal static Region Find(Table<Region> regions, CatalogVersion catalog, string code)
    {
        var rows = regions.Rows.ToArray();
        var row = Array.FindIndex(rows, region => catalog.CodeOf(region.Id) == code);
        row = row >= 0 ? row : Array.FindIndex(rows,
            region => catalog.CodeOf(region.Id).Equals(code, StringComparison.OrdinalIgnoreCase));
        return row >= 0 ? rows[row] : throw new UserException(
            $"There is no region '{code}' in the table regions, which has for example "
                + $"{string.Join(", ", rows.Take(5).Select(region => catalog.CodeOf(region.Id)))}.",
            "Add it with its place and time zone to your regions file and import that again, or look up its "
                + "code: qm export regions --to regions.csv", ExitCode.WrongUse);
    }
}
