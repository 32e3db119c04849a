using System.Globalization;
using Quartermaster.Domain.Demand;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Practice;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;

namespace Quartermaster.App.Demo;

/// <summary>Compares our company with good and common practice at equal in-stock.</summary>
/// <remarks>Practice is tuned on worlds that are not used for the comparison, until its in-stock is ours; then all meet
/// the same new worlds.</remarks>
/// <param name="facts">What is joined already.</param>
/// <param name="gather">What is assumed.</param>
/// <param name="forecaster">Ours, fitted on the history.</param>
/// <param name="tuning">Runs in the tuning world.</param>
/// <param name="comparison">Runs in the worlds of the comparison.</param>
/// <param name="threads">How many runs at a time.</param>
internal sealed class Rivalry(
    CompanyFacts facts, GatherPolicy gather, IForecaster forecaster, PolicyComparison tuning,
    PolicyComparison comparison, int threads)
{
    private const int TuningWorld = 1_000_001;
    private const int Rounds = 3;

    private readonly List<FrontierPoint> _frontier = [];
    private readonly List<(double Setting, double InStock)> _good = [];
    private readonly List<(double Setting, double InStock)> _common = [];

    /// <summary>Every setting that was tried in tuning.</summary>
    internal IReadOnlyList<FrontierPoint> Frontier => _frontier;

    /// <summary>Tunes practice and compares.</summary>
    internal ComparisonResult Run(int replications, Action<string, double> progress, CancellationToken cancel)
    {
        var (goodSetting, commonSetting, wanted) = (1.0, 28.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var share = (double)round / Rounds;
            Company[] rivals = [Good(goodSetting), Common(commonSetting)];
            var companies = round == 0 ? [Ours(1), .. rivals] : round == 1 ? [Ours(0.3), .. rivals] : rivals;
            var tallies = tuning.Run(companies, [TuningWorld], threads,
                done => progress("tuning practice to our in-stock", share + (done / Rounds)), cancel);
            wanted = round == 0 ? InStock(tallies[0][0]) : wanted;
            Note(companies, tallies, goodSetting, commonSetting);
            goodSetting = ServiceTuning.Next(_good, wanted, 0.1, 8);
            commonSetting = ServiceTuning.Next(_common, wanted, 8, 200);
        }

        Company[] all =
            [Ours(1), Good(ServiceTuning.Nearest(_good, wanted)), Common(ServiceTuning.Nearest(_common, wanted))];
        var results = comparison.Run(all, [.. Enumerable.Range(1, replications)], threads,
            done => progress("comparing policies in new worlds", done), cancel);
        return new([.. all.Select(company => company.Name)], results);
    }

    private Company Ours(double factor) =>
        Companies.Ours(forecaster, gather with { ShortageFactor = gather.ShortageFactor * factor });

    private Company Good(double setting) => Companies.GoodPractice(facts, gather, setting);

    private Company Common(double setting) => Companies.CommonPractice(facts, gather, setting);

    private void Note(Company[] companies, Tally[][] tallies, double goodSetting, double commonSetting)
    {
        for (var i = 0; i < companies.Length; i++)
        {
            var tally = tallies[i][0];
            var isOurs = i < companies.Length - 2;
            var setting = isOurs ? companies[i].Gather.ShortageFactor
                : i == companies.Length - 2 ? goodSetting : commonSetting;
            if (!isOurs)
            {
                (i == companies.Length - 2 ? _good : _common).Add((setting, InStock(tally)));
            }

            _frontier.Add(FrontierPoint.Of(
                companies[i].Name, setting.ToString("0.##", CultureInfo.InvariantCulture), tally));
        }
    }

    private static double InStock(Tally tally) => Measure.Named("in_stock").Of(tally);
}
