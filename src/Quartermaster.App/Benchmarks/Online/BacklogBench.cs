using System.Diagnostics;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.MultiItem;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>What looking at open orders again is worth until they are picked: extra parcels and cost, against sourcing
/// each order once, where goods come in, orders are cancelled, goods are not found and capacity changes.</summary>
internal static class BacklogBench
{
    private const int FewStories = 10;
    private const int ManyStories = 30;

    // Published: looking again removes 40 to 50 % of extra shipments; prices of stock close 36 % of the gap.
    private const double WantedExtra = 0.40;
    private const double WantedGap = 0.36;

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var stories = context.IsFull ? ManyStories : FewStories;
        foreach (var carry in PublishedFigures.Carries)
        {
            var (studies, clock) = (new BacklogStudy[stories], Stopwatch.StartNew());
            Blocks.Run(stories, 1, context.Threads, block =>
            {
                var seed = context.Seed + (ulong)block.Index;
                studies[block.Index] = BacklogStudy.Run(
                    new(MultiItemSize.Published, seed, carry, MultiItemReading.Author), new(), seed);
            }, context.Cancel);
            Report(context, carry, studies);
            yield return new("backlog", $"carry {carry}: stories lived through five times, and bounded",
                stories / clock.Elapsed.TotalSeconds, "stories/s", 0, 1);
        }

        var watch = Stopwatch.StartNew();
        ConsolidationBench.Report(context);
        yield return new("backlog", "days of the sample retailer with named customers, looked at again every hour",
            2 * ConsolidationBench.Days / watch.Elapsed.TotalSeconds, "days/s", 0, 1);
    }

    private static void Report(BenchContext context, double carry, BacklogStudy[] studies)
    {
        foreach (var (name, of) in ((string, Func<BacklogStudy, BacklogFigures>)[])
        [
            ("own cost, once", study => study.MyopicOnce), ("own cost, looked at again", study => study.MyopicAgain),
            ("priced, once", study => study.PricedOnce), ("priced, looked at again", study => study.PricedAgain),
            ("priced when it comes, looked at again at own cost", study => study.PricedThenOwn),
        ])
        {
            Add($"parcels per order beyond the clairvoyant's, {name}",
                study => (of(study).Parcels - study.BoundParcels) / study.Orders);
            Add($"cost ÷ clairvoyant bound, {name}", study => of(study).Cost / study.Bound);
        }

        Share("extra parcels removed by looking again, own cost",
            study => study.MyopicOnce.Parcels - study.MyopicAgain.Parcels,
            study => study.MyopicOnce.Parcels - study.BoundParcels, WantedExtra);
        Share("extra parcels removed by looking again, priced",
            study => study.PricedOnce.Parcels - study.PricedAgain.Parcels,
            study => study.PricedOnce.Parcels - study.BoundParcels, null);
        Share("clairvoyance gap closed by looking again, own cost",
            study => study.MyopicOnce.Cost - study.MyopicAgain.Cost,
            study => study.MyopicOnce.Cost - study.Bound, WantedGap);
        Share("clairvoyance gap closed by looking again, priced",
            study => study.PricedOnce.Cost - study.PricedAgain.Cost,
            study => study.PricedOnce.Cost - study.Bound, null);
        Share("clairvoyance gap of own cost once closed by prices alone",
            study => study.MyopicOnce.Cost - study.PricedOnce.Cost,
            study => study.MyopicOnce.Cost - study.Bound, null);
        Share("clairvoyance gap of own cost once closed by prices, and looking again at own cost",
            study => study.MyopicOnce.Cost - study.PricedThenOwn.Cost,
            study => study.MyopicOnce.Cost - study.Bound, null);

        void Add(string what, Func<BacklogStudy, double> of) => context.Ratios.Add(
            new("backlog", $"carry {carry}: {what}", Interval.Of([.. studies.Select(of)])));

        // A share of sums; its interval by the delta method. Of nothing there is none.
        void Share(string what, Func<BacklogStudy, double> part, Func<BacklogStudy, double> whole, double? wanted)
        {
            if (Interval.Of([.. studies.Select(whole)]).Low <= 0)
            {
                return;
            }

            var (parts, wholes) = (studies.Average(part), studies.Average(whole));
            context.Ratios.Add(new("backlog", $"carry {carry}: {what}", Interval.Of([.. studies.Select(study =>
                (parts / wholes) + ((part(study) - (parts / wholes * whole(study))) / wholes))]), wanted,
                IsAtMost: false));
        }
    }
}
