using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Fulfillment.Calibration;

namespace Quartermaster.App.Commands;

/// <summary><c>qm calibrate</c>: how late promises are, and how long they would have to be to be late less.</summary>
internal static class CalibrateCommand
{
    private const int FewestParcels = 200;
    private static readonly double[] s_targets = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.10];

    private static readonly Option<double?> s_target = new("--target")
    {
        Description = "The share of parcels that may be late, in percent: above 0, at most 50. Default: lateTarget of "
            + "the policy calibration.",
        HelpName = "PERCENT",
    };

    private static readonly Option<double> s_history = new("--history")
    {
        Description = "The first so many percent of orders are only learned from; the others are judged. 1 to 99.",
        HelpName = "PERCENT",
        DefaultValueFactory = _ => 70,
    };

    private static readonly Option<int> s_pool = new("--pool")
    {
        Description = "Regions with fewer orders judged are pooled with their neighbors. 1 or more.",
        HelpName = "ORDERS",
        DefaultValueFactory = _ => 100,
    };

    private static readonly Option<string?> s_chart = new("--chart")
    {
        Description = "Also draw late share against promised days, into a file that ends in .svg.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> s_write = new("--write")
    {
        Description = "Also write the levels at which promises are planned from the day after the last sale on, by "
            + "region and speed, into the table promise_levels: promises, orders and the service keep them.",
    };

    internal static Command Create() => CommandFactory.Create(
        "calibrate",
        "Shows how often promises were late, and what honest ones would have been, from delivered orders.",
        ["qm calibrate", "qm calibrate --target 4.7 --chart promises.svg", "qm calibrate --write"],
        [s_target, s_history, s_pool, s_chart, s_write],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var (target, history, pool) = Asked(invocation);
        var chart = invocation.Get(s_chart);
        if (chart is not null && !chart.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserException(
                $"'{chart}' does not end in .svg.", "Write for example --chart promises.svg", ExitCode.WrongUse);
        }

        var workspace = Workspaces.Open(invocation);
        RequiredTables.Require(workspace, workspace.Tables, "sales", "regions");
        using var progress = new Progress(invocation.Clock);
        progress.Report("reading orders", 0);
        var parcels = DeliveredParcels.Of(workspace.Tables);
        var delivered = parcels.Rows.ToArray().Count(parcel => parcel.DeliveredMinute != TrackedParcel.Never);
        if (delivered < FewestParcels)
        {
            throw new UserException($"{workspace.Folder} has {delivered:#,0} orders with a time of delivery in a known "
                + $"region, and calibration needs {FewestParcels} at least.",
                "Import sales with the columns region, promised and delivered: docs/tables.md");
        }

        var policies = new WorkspacePolicies(workspace.Settings);
        var policy = policies.Calibration;
        target ??= policy.LateTarget;
        var first = (int)(parcels.Count * history);
        progress.Report("promising again", 0.1);
        double[] targets = [.. s_targets.Append(target.Value).Distinct().Order()];
        var rules = PromiseReplay.Of(parcels, policy, targets, first / 4, invocation.Cancel);
        var answer = new CalibrationAnswer(workspace.Tables, parcels, first, target.Value, policy.Rule, rules, pool);
        if (chart is not null)
        {
            File.WriteAllText(chart, SvgFile.Of(answer.Chart()));
        }

        var levels = PromiseLevelBook.Learn(workspace.Tables, parcels, policy, target.Value,
            policies.Routes.PromiseQuantile, OpenedWorkspace.LastSalesDay(workspace.Tables).AddDays(1));
        var isWritten = invocation.Get(s_write);
        if (isWritten)
        {
            PromiseLevelBook.Write(workspace, [.. levels.Select(level => level.Row)]);
        }

        return answer.Show(chart, levels, isWritten);
    }

    private static (double? Target, double History, int Pool) Asked(Invocation invocation)
    {
        var (target, history, pool) = (invocation.Get(s_target), invocation.Get(s_history), invocation.Get(s_pool));
        return target is not null and not (> 0 and <= 50)
                ? throw Wrong("--target", target.Value, "above 0, at most 50 percent")
            : history is not (>= 1 and <= 99) ? throw Wrong("--history", history, "1 to 99 percent")
            : pool < 1 ? throw Wrong("--pool", pool, "1 order or more")
            : (target / 100, history / 100, pool);
    }

    private static UserException Wrong(string option, double value, string allowed) =>
        new(FormattableString.Invariant($"{option} is {value}."), $"Give {allowed}.", ExitCode.WrongUse);
}
