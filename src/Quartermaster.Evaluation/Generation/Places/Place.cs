using System.Globalization;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Places;

/// <summary>A real place on the map.</summary>
/// <param name="Code">Its code in the sample, for example salt-lake-city-ut.</param>
/// <param name="Name">For example Salt Lake City, UT.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Population">People; 0 for a site.</param>
/// <param name="Zone">How local time runs there.</param>
internal sealed record Place(
    string Code, string Name, double Latitude, double Longitude, int Population, LocalTime Zone)
{
    /// <summary>The 200 metropolitan areas, largest first.</summary>
    internal static Place[] Metros { get; } = Parse(MetroList.Text);

    /// <summary>The 64 sites for fulfillment centers, in the order in which a network grows.</summary>
    internal static Place[] Sites { get; } = Parse(SiteList.Text);

    /// <summary>The great-circle distance.</summary>
    internal double KilometersTo(Place other) =>
        GreatCircle.Kilometers(Latitude, Longitude, other.Latitude, other.Longitude);

    private static Place[] Parse(string text) => Array.ConvertAll(
        text.Split('|', StringSplitOptions.TrimEntries),
        line =>
        {
            var parts = line.Split(';');
            return new Place(
                CodeOf(parts[0]),
                parts[0],
                double.Parse(parts[1], CultureInfo.InvariantCulture),
                double.Parse(parts[2], CultureInfo.InvariantCulture),
                parts.Length < 5 ? 0 : int.Parse(parts[3], CultureInfo.InvariantCulture) * 1000,
                LocalTime.Of(parts[^1][0]));
        });

    private static string CodeOf(string name) => string.Create(name.Length, name, (code, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            code[i] = char.IsAsciiLetter(from[i]) ? char.ToLowerInvariant(from[i]) : '-';
        }
    }).Replace("--", "-", StringComparison.Ordinal);
}
