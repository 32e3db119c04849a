namespace Quartermaster.Domain.Tables;

/// <summary>The region of postal codes that begin alike. Of several that fit a code the longest counts, so an exception
/// is a longer prefix.</summary>
/// <param name="Country">The country, ISO 3166-1 alpha-2.</param>
/// <param name="Prefix">How the codes begin; empty for all of the country.</param>
/// <param name="Region">Where they are.</param>
public readonly record struct PostalPrefix(
    Label Country,
    Label Prefix,
    RegionId Region) : IRow<PostalPrefix>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("postal", KeyLength: 2,
    [
        Column.Label("country", "the country, ISO 3166-1 alpha-2, for example US"),
        Column.Label("prefix", "how postal codes begin, 0 to 12 letters and digits in any case, spaces and hyphens not "
            + "counted; the longest that fits counts; empty for all of the country").Or(),
        Column.Code<RegionId>("region", "where they are"),
    ]);
}
