using System.IO.Hashing;
using System.Text;
using Quartermaster.Forecasting.LightGbm;

namespace Quartermaster.App.Worlds;

/// <summary>All that a training, and a choice among forecasters, depends on.</summary>
/// <param name="Day">The day that is forecast from.</param>
/// <param name="Settings">The settings, in words.</param>
/// <param name="StartRun">Where the network's training begins; empty for anew.</param>
/// <param name="Program">The program, and which libraries it found.</param>
/// <param name="Tables">The fingerprint of each table.</param>
internal sealed record ForecastQuestion(
    string Day, string Settings, string StartRun, string Program, IReadOnlyDictionary<string, string> Tables)
{
    private const int MostNamed = 4;

    /// <summary>The hash of all.</summary>
    internal string Key => Convert.ToHexStringLower(XxHash3.Hash(Encoding.UTF8.GetBytes(string.Join('\n',
    [
        Day, Settings, StartRun, Program,
        .. Tables.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => $"{table.Key} {table.Value}"),
    ]))));

    /// <summary>What is asked of a workspace.</summary>
    /// <param name="opened">The workspace as of its day.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="startRun">Where the network's training begins; empty for anew.</param>
    internal static ForecastQuestion Of(OpenedWorkspace opened, ForecastingPolicy policy, string startRun) => new(
        $"{opened.Today:yyyy-MM-dd}", policy.ToString(), startRun,
        $"{Build.Modules}\n{LightGbmTrees.AbsentBecause}",
        opened.Tables.Names.ToDictionary(table => table, opened.Tables.Fingerprint));

    /// <summary>In what another question differs, in words; empty if in nothing.</summary>
    internal string DifferenceFrom(ForecastQuestion other)
    {
        string[] tables =
        [
            .. Tables.Keys.Union(other.Tables.Keys).Order(StringComparer.Ordinal)
                .Where(table => Tables.GetValueOrDefault(table) != other.Tables.GetValueOrDefault(table)),
        ];
        var more = tables.Length > MostNamed ? ", ..." : "";
        return string.Join(", ",
        [
            .. Day == other.Day ? Array.Empty<string>() : [$"another day ({Day})"],
            .. tables.Length == 0 ? Array.Empty<string>()
                : [$"other tables ({string.Join(", ", tables.Take(MostNamed))}{more})"],
            .. Settings == other.Settings ? Array.Empty<string>() : ["other settings"],
            .. Program == other.Program ? Array.Empty<string>() : ["another version of the program"],
            .. StartRun == other.StartRun ? Array.Empty<string>() : ["a training that began elsewhere"],
        ]);
    }
}
