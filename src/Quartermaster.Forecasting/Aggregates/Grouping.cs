namespace Quartermaster.Forecasting.Aggregates;

/// <summary>Products put together: each is in one group.</summary>
/// <param name="Name">What puts them together, such as "category".</param>
/// <param name="Codes">The groups, by number from 0.</param>
/// <param name="GroupOf">The group of each product, in row order.</param>
public sealed record Grouping(string Name, IReadOnlyList<string> Codes, IReadOnlyList<int> GroupOf)
{
    /// <summary>Puts together what has the same code.</summary>
    /// <param name="name">What puts them together.</param>
    /// <param name="codes">The code of each product, in row order; groups are numbered in the order of codes.</param>
    public static Grouping Of(string name, IReadOnlyList<string> codes)
    {
        var all = codes.Distinct().Order(StringComparer.Ordinal).ToArray();
        var numbers = all.Select((code, i) => (code, i)).ToDictionary(pair => pair.code, pair => pair.i);
        return new(name, all, [.. codes.Select(code => numbers[code])]);
    }
}
