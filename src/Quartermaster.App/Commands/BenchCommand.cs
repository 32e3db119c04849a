using System.CommandLine;
using Quartermaster.App.Benchmarks;
using Quartermaster.App.Benchmarks.Online;
using Quartermaster.App.CommandLine;

namespace Quartermaster.App.Commands;

/// <summary><c>qm bench</c>: what this machine does in a second, beside the least that is wanted.</summary>
internal static class BenchCommand
{
    private const string All = "all";
    private const string Online = "online";
    private const double LongSeconds = 2;

    private static readonly (string Name, Func<BenchContext, IEnumerable<Figure>> Run)[] s_benches =
    [
        ("import", ImportBench.Run), ("forecast", ForecastBench.Run), ("buy", PlanBench.Buy),
        ("place", PlanBench.Place), ("promise", PromiseBench.Run), ("fulfill", FulfillBench.Run),
        ("simulate", SimulateBench.Run),
    ];

    // The online plane at the size of a large retailer: measured together, or one by one.
    private static readonly (string Name, Func<BenchContext, IEnumerable<Figure>> Run)[] s_online =
    [
        ("ledger", LedgerBench.Run), ("restart", RestartBench.Run), ("routes", RouteBench.Run),
        ("promises", OnlinePromiseBench.Run), ("orders", OrdersBench.Run), ("sourcing", SourcingBench.Run),
        ("backlog", BacklogBench.Run), ("hands", HandsBench.Run), ("lanes", LanesBench.Run),
        ("serve", ServeBench.Run), ("checkout", CheckoutBench.Run),
    ];

    private static readonly Argument<string> s_name = new("BENCH")
    {
        Description = "Which: import, forecast, buy, place, promise, fulfill, simulate, or all; or online, of which "
            + "ledger, restart, routes, promises, orders, sourcing, backlog, hands, lanes, serve "
            + "and checkout are parts.",
        DefaultValueFactory = _ => All,
    };

    private static readonly Option<bool> s_full = new("--full")
    {
        Description = "The largest sizes, too: 20,000 products to forecast, 100 million entries to restart from.",
    };

    private static readonly Option<string?> s_folder = new("--folder")
    {
        Description = "Where to write what is measured: the disk counts for import and fulfill. Default: the system's "
            + "folder for temporary files.",
        HelpName = "DIR",
    };

    internal static Command Create()
    {
        s_name.AcceptOnlyFromAmong(
            [.. s_benches.Concat(s_online).Select(bench => bench.Name), Online, All]);
        return CommandFactory.Create(
            "bench",
            "Measures what this machine does in a second, at n and at 10 n, beside the least that is wanted.",
            ["qm bench", "qm bench promise --json"],
            [s_name, s_full, s_folder],
            Run);
    }

    private static Answer Run(Invocation invocation)
    {
        var name = invocation.Get(s_name);
        var parent = Path.GetFullPath(invocation.Get(s_folder) ?? Path.GetTempPath());
        var folder = Path.Combine(parent, $"qm-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        using var progress = new Progress(invocation.Clock);
        try
        {
            var world = new Lazy<BenchWorld>(
                () => BenchWorld.Create(folder, invocation.Threads, invocation.Cancel));
            var context = new BenchContext(
                world, folder, invocation.Threads, invocation.Get(s_full), invocation.Cancel)
            {
                Seed = invocation.Seed ?? 1,
            };
            (string Name, Func<BenchContext, IEnumerable<Figure>> Run)[] benches = name switch
            {
                All => s_benches,
                Online => s_online,
                _ => [s_benches.Concat(s_online).First(bench => bench.Name == name)],
            };
            var figures = new List<Figure> { Calibration.Measure() };
            for (var i = 0; i < benches.Length; i++)
            {
                Measure(benches[i].Name, benches[i].Run(context), (double)i / benches.Length);
            }

            figures.Add(Calibration.Measure());
            return Show(figures, context.Ratios, parent);

            // Says how long a figure has taken so far, from two seconds on.
            void Measure(string bench, IEnumerable<Figure> coming, double share)
            {
                var (count, start) = (0, invocation.Clock.GetTimestamp());
                using var ticks = invocation.Clock.CreateTimer(
                    _ => Tell(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
                foreach (var figure in coming)
                {
                    figures.Add(figure with { Seconds = invocation.Clock.GetElapsedTime(start).TotalSeconds });
                    (count, start) = (count + 1, invocation.Clock.GetTimestamp());
                }

                void Tell()
                {
                    if (invocation.Clock.GetElapsedTime(start).TotalSeconds is >= LongSeconds and var seconds)
                    {
                        progress.Report($"measuring {bench}, figure {count + 1}", share, $"{seconds:0} s");
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Answer Show(List<Figure> figures, List<Ratio> ratios, string folder)
    {
        var missed = figures.Count(figure => figure.PerSecond < figure.Floor)
            + ratios.Count(ratio => ratio.IsMissed);
        return new(missed == 0 ? "Every figure is at or above what is wanted."
            : $"{missed} figure{(missed == 1 ? " is" : "s are")} below what is wanted.")
        {
            Code = missed == 0 ? ExitCode.Done : ExitCode.DoneWithFindings,
            Facts = [("processors", Environment.ProcessorCount), ("folder", folder)],
            Grids =
            [
                new("figures", "Figures, median of the runs",
                    [
                        new("bench", "Benchmark"), new("what", "What"), new("per_second", "A second"),
                        new("unit", "Unit"), new("floor", "Wanted", "#,0"), new("times_floor", "×", "0.0"),
                        new("runs", "Runs"), new("seconds", "Took, s"),
                    ],
                    [
                        .. figures.Select(figure => (IReadOnlyList<object?>)
                        [
                            figure.Bench, figure.What, new Measured(figure.PerSecond, Figure.Rounded(figure.PerSecond)),
                            figure.Unit,
                            figure.Floor > 0 ? figure.Floor : null,
                            figure.Floor > 0 ? figure.PerSecond / figure.Floor : null, figure.Runs,
                            new Measured(figure.Seconds, figure.Seconds > LongSeconds ? $"{figure.Seconds:0}" : ""),
                        ]),
                    ]),
                .. ratios.Count == 0 ? [] : (Grid[])[GridOf(ratios)],
            ],
            Notes =
            [
                "The calibration is measured first and last: where it differs, others use the machine as well.",
            ],
        };
    }

    private static Grid GridOf(List<Ratio> ratios) => new("ratios", "Ratios, 95 % intervals over instances",
        [
            new("bench", "Benchmark"), new("what", "What"), new("mean", "Mean", "0.00000"),
            new("half_width", "±", "0.00000"), new("count", "Instances"), new("wanted", "Wanted", "0.000"),
            new("is_at_most", "At most"), new("is_missed", "Missed"),
        ],
        [
            .. ratios.Select(ratio => (IReadOnlyList<object?>)
            [
                ratio.Bench, ratio.What, ratio.Value.Mean,
                double.IsNaN(ratio.Value.HalfWidth) ? null : ratio.Value.HalfWidth, ratio.Value.Count, ratio.Wanted,
                ratio.Wanted is null ? null : ratio.IsAtMost, ratio.Wanted is null ? null : ratio.IsMissed,
            ]),
        ]);
}
