using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Places;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>Finds regions by their codes, in any case.</summary>
internal static class Regions
{
    /// <summary>The region of a code, or of a postal code: beside its country, or after it as in US-60601.</summary>
    /// <param name="network">The regions.</param>
    /// <param name="tables">The tables, with that of postal codes.</param>
    /// <param name="to">A region's code, or a postal code.</param>
    /// <param name="country">The postal code's country; null for a region, or where it stands before the code.</param>
    internal static Region FindPlace(RouteNetwork network, StoredTables tables, string to, string? country)
    {
        var (catalog, code) = (tables.Catalog, to);
        if (country is null)
        {
            var isRegion = network.Regions.Rows.ToArray().Any(region =>
                catalog.CodeOf(region.Id).Equals(to, StringComparison.OrdinalIgnoreCase));
            if (isRegion || to.Length < 4 || to[2] != '-')
            {
                return FindPlace(network, catalog, to);
            }

            (country, code) = (to[..2], to[3..]);
        }

        var book = new PostalBook(tables.Read<PostalPrefix>());
        var found = book.Find(country, code);
        return found.Value > 0 ? FindPlace(network, catalog, catalog.CodeOf(found))
            : !book.Knows(country) && to != code ? FindPlace(network, catalog, to)
            : throw new UserException(book.Count == 0
                    ? $"'{code}' is to be a postal code of {country}, and the table postal is empty."
                    : !book.Knows(country) ? $"The table postal has no prefix of the country '{country}'."
                    : $"No prefix in the table postal fits the postal code '{code}' of {country}.",
                "Import its prefix and region: qm import postal FILE, or give a region's code.", ExitCode.WrongUse);
    }

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
