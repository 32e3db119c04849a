using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Operations;

namespace Quartermaster.App.Demo;

/// <summary>Compares our company with good and common practice at equal service.</summary>
/// <remarks>Practice is tuned on worlds that are not used for the comparison, until its service is about ours; then
/// all meet the same new worlds, practice with a setting on either side, and it is read where its service is exactly
/// ours (<see cref="ComparisonResult"/>).</remarks>
/// <param name="contestants">The companies.</param>
/// <param name="tuning">Runs in the tuning worlds.</param>
/// <param name="comparison">Runs in the worlds of the comparison.</param>
/// <param name="service">What practice is tuned to and read at.</param>
/// <param name="threads">How many runs at a time.</param>
internal sealed class Rivalry(
    Contestants contestants, PolicyComparison tuning, PolicyComparison comparison, Measure service, int threads)
{
    private const int LeastRounds = 3;
    private const int MostRounds = 7;
    private const double Around = 0.01;

    // Safety stock below 0 is usual where large lots leave few moments at which stock can run out.
    private const double LeastSafety = -2;
    private const double MostSafety = 8;
    private const double LeastCover = 8;
    private const double MostCover = 200;

    // Its own worlds: the comparison's are never used for tuning.
    private static readonly int[] s_tuningWorlds = [1_000_001, 1_000_002];

    // Other prices of a shortage, to show what ours would do at another in-stock.
    private static readonly double[] s_otherFactors = [0.4, 2.5];

    private readonly List<FrontierPoint> _frontier = [];
    private readonly List<(double Setting, double Service)> _good = [];
    private readonly List<(double Setting, double Service)> _common = [];

    /// <summary>The settings on either side of our service; nothing before tuning.</summary>
    internal PracticeSettings Settings { get; private set; }

    /// <summary>Every setting that was tried in tuning.</summary>
    internal IReadOnlyList<FrontierPoint> Frontier => _frontier;

    /// <summary>Tunes practice and compares.</summary>
    /// <param name="replications">Worlds to compare in.</param>
    /// <param name="showsOthers">Whether ours is tried at other prices of a shortage too, for the frontier.</param>
    /// <param name="progress">Told the stage and its share done.</param>
    /// <param name="cancel">Asked between days.</param>
    internal ComparisonResult Run(
        int replications, bool showsOthers, Action<string, double> progress, CancellationToken cancel)
    {
        Settings = Tune(showsOthers, progress, cancel);
        Company[] all =
        [
            contestants.Ours(), contestants.Good(Settings.GoodLow), contestants.Good(Settings.GoodHigh),
            contestants.Common(Settings.CommonLow), contestants.Common(Settings.CommonHigh),
        ];
        var results = comparison.Run(all, [.. Enumerable.Range(1, replications)], threads,
            done => progress("comparing policies in new worlds", done), cancel);
        return Read([all[0].Name, all[1].Name, all[3].Name], [results[..1], results[1..3], results[3..]]);
    }

    /// <summary>Compares with good practice alone, at settings that were tuned under other assumptions.</summary>
    internal ComparisonResult RunAt(
        PracticeSettings settings, int replications, Action<string, double> progress, CancellationToken cancel)
    {
        Company[] all =
            [contestants.Ours(), contestants.Good(settings.GoodLow), contestants.Good(settings.GoodHigh)];
        var results = comparison.Run(all, [.. Enumerable.Range(1, replications)], threads,
            done => progress("comparing policies", done), cancel);
        return Read([all[0].Name, all[1].Name], [results[..1], results[1..]]);
    }

    private ComparisonResult Read(string[] names, Tally[][][] tallies) =>
        new(names, tallies) { Service = service, Currency = contestants.Currency };

    private PracticeSettings Tune(bool showsOthers, Action<string, double> progress, CancellationToken cancel)
    {
        var (goodSetting, commonSetting, wanted) = (1.0, 28.0, 0.0);
        for (var round = 0; round < LeastRounds || (round < MostRounds && !IsAround(wanted)); round++)
        {
            var stage = string.Create(CultureInfo.InvariantCulture, $"tuning practice, round {round + 1}");
            List<(Company Company, double Setting)> tried =
            [
                (contestants.Good(goodSetting), goodSetting), (contestants.Common(commonSetting), commonSetting),
            ];
            tried.AddRange(OursIn(round, showsOthers).Select(factor => (contestants.Ours(factor), factor)));
            var tallies = tuning.Run([.. tried.Select(one => one.Company)], s_tuningWorlds, threads,
                done => progress(stage, done), cancel);
            Note(tried, tallies);
            wanted = round == 0 ? RequireCustomers(tallies[2].Average(service.Of)) : wanted;
            goodSetting = ServiceTuning.Next(_good, wanted, LeastSafety, MostSafety);
            commonSetting = ServiceTuning.Next(_common, wanted, LeastCover, MostCover);
        }

        var (goodLow, goodHigh) = ServiceTuning.Around(_good, wanted, Around, LeastSafety, MostSafety);
        var (commonLow, commonHigh) = ServiceTuning.Around(_common, wanted, Around, LeastCover, MostCover);
        return new(goodLow, goodHigh, commonLow, commonHigh);
    }

    // Whether both practices were seen below and above the service that is wanted.
    private bool IsAround(double wanted) => new[] { _good, _common }.All(tried =>
        tried.Exists(one => one.Service < wanted) && tried.Exists(one => one.Service >= wanted));

    private static IEnumerable<double> OursIn(int round, bool showsOthers) =>
        round == 0 ? [1] : showsOthers ? s_otherFactors.Skip(round - 1).Take(1) : [];

    // Without anybody who looked there is no service to compare at.
    private static double RequireCustomers(double inStock) => double.IsFinite(inStock) ? inStock
        : throw new UserException(
            "In the measured days no customer wanted a product that the workspace has.",
            "Choose other days with --as-of, --warm-up and --days, or see what is missing: qm check",
            ExitCode.WrongUse);

    private void Note(List<(Company Company, double Setting)> tried, Tally[][] tallies)
    {
        _good.Add((tried[0].Setting, tallies[0].Average(service.Of)));
        _common.Add((tried[1].Setting, tallies[1].Average(service.Of)));
        for (var i = 0; i < tried.Count; i++)
        {
            var setting = tried[i].Setting.ToString("0.##", CultureInfo.InvariantCulture);
            _frontier.Add(FrontierPoint.Of(tried[i].Company.Name, setting, tallies[i]));
        }
    }
}

/// <summary>Settings of practice that lie around the service of ours.</summary>
/// <param name="GoodLow">Good practice's lower multiple of safety stock.</param>
/// <param name="GoodHigh">Its higher one.</param>
/// <param name="CommonLow">Common practice's lower cover, days.</param>
/// <param name="CommonHigh">Its higher one.</param>
internal readonly record struct PracticeSettings(
    double GoodLow, double GoodHigh, double CommonLow, double CommonHigh);
