using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Aggregates;

/// <summary>One region's part of products' paths: units of a span are split among all regions as they would be anyway,
/// so that regions asked for one after the other add up to the products.</summary>
/// <param name="Shares">Which part of each product's demand comes from which region.</param>
/// <param name="Region">The region's column.</param>
public sealed record RegionOfPaths(RegionShares Shares, int Region)
{
    /// <summary>The same of some of the products.</summary>
    public RegionOfPaths Slice(int start, int count) =>
        this with { Shares = new() { Shares = Shares.Shares.Slice(start, count) } };

    /// <summary>Leaves of each path what is the region's.</summary>
    /// <param name="row">The product's row among the shares.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="key">The hash of the product's code.</param>
    /// <param name="from">The span's first day.</param>
    /// <param name="units">Units by path.</param>
    internal void Keep(int row, ulong seed, ulong key, int from, Span<int> units)
    {
        for (var path = 0; path < units.Length; path++)
        {
            units[path] = Shares.Part(row, units[path], new(seed, key, path, from), Region);
        }
    }
}
