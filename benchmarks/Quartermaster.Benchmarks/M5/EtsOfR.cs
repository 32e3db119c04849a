using System.Globalization;

namespace Quartermaster.Benchmarks.M5;

/// <summary>R's exponential smoothing by AICc (<c>forecast::ets</c>), with its normal quantiles.</summary>
internal static class EtsOfR
{
    private const string Program = "/usr/bin/Rscript";

    /// <summary>Whether it is there; says how to get it where it is not.</summary>
    internal static bool IsThere(bool installs) =>
        Peers.IsThere(installs, ["r-cran-forecast"], [Program, "-e", "library(forecast)"]);

    /// <summary>Forecasts series.</summary>
    /// <param name="histories">Units by period.</param>
    /// <param name="horizon">Periods ahead.</param>
    /// <param name="season">Periods of a season.</param>
    /// <param name="central">The shares of central bands in percent, ascending.</param>
    /// <returns>Its version; by series the quantiles of each period, ascending, the median among them; and its
    /// processor time.</returns>
    internal static (string About, float[][] Quantiles, double Milliseconds) Forecast(
        IEnumerable<IEnumerable<float>> histories, int horizon, int season, int[] central)
    {
        var folder = Directory.CreateTempSubdirectory("ets-peer").FullName;
        try
        {
            var (series, answer) = (Path.Combine(folder, "series.csv"), Path.Combine(folder, "quantiles.csv"));
            File.WriteAllLines(series, histories.Select(one => string.Join(',', one)));
            var about = Peers.Ask(new(Program,
            [
                Peers.Script("ets_peer.R"), series, answer, Text(horizon), Text(season), string.Join(',', central),
            ])).Trim();
            var rows = File.ReadAllLines(answer).Select(line => Array.ConvertAll(
                line.Split(','), number => float.Parse(number, CultureInfo.InvariantCulture))).ToArray();
            return (about, Array.ConvertAll(rows, row => row[1..]), rows.Sum(row => row[0]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
