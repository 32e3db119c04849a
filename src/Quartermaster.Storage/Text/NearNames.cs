using Quartermaster.Storage.Import.Parsing;

namespace Quartermaster.Storage.Text;

/// <summary>Finds what somebody who mistyped a name may have meant.</summary>
public static class NearNames
{
    /// <summary>The known names nearest to a name, the nearest first; those with nothing in common are left out.
    /// </summary>
    /// <param name="name">As it was typed.</param>
    /// <param name="known">What there is. One pass, some 100 ns per name and letter.</param>
    /// <param name="most">The most names to return; 1 or more.</param>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known, int most = 3)
    {
        var wanted = Names.Squeeze(name);
        return
        [
            .. (from candidate in known.Distinct(StringComparer.Ordinal)
                let letters = Names.Squeeze(candidate)
                let distance = Names.Distance(wanted, letters)
                let isPart = wanted.Length > 2 && letters.Contains(wanted, StringComparison.Ordinal)
                where isPart || distance <= Math.Max(wanted.Length, letters.Length) / 2
                orderby isPart ? 1 : distance
                select candidate).Take(most),
        ];
    }
}
