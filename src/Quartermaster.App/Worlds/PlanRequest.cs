using System.CommandLine;
using Quartermaster.App.CommandLine;

namespace Quartermaster.App.Worlds;

/// <summary>The options that planning commands share.</summary>
internal sealed record PlanRequest(
    DateOnly? AsOf, bool AllOffers, double? Budget, bool IsQuick, int? Origins, string? Product)
{
    private static readonly Option<DateOnly?> s_asOf =
        DayOption.Create("--as-of", "The day to plan; default: the day after the last sale.");

    private static readonly Option<bool> s_all = new("--all")
    {
        Description = "Treat every offer as due, whatever its vendor's order days.",
    };

    private static readonly Option<double?> s_budget = new("--budget")
    {
        Description = "The most that may be spent, in the workspace's currency.",
        HelpName = "AMOUNT",
    };

    private static readonly Option<bool> s_quick = new("--quick")
    {
        Description = "Leave out boosted trees and the network, and the back-test unless --backtest says how many.",
    };

    private static readonly Option<int?> s_backTest = new("--backtest")
    {
        Description = "How many past days the forecasters are compared from, 1 to 24.",
        HelpName = "N",
    };

    private static readonly Option<string?> s_product = new("--product", "-p")
    {
        Description = "Show the rows of one product.",
        HelpName = "CODE",
    };

    private static bool s_isRuled;

    /// <summary>A region whose part of the product is shown; null for all regions together.</summary>
    internal string? Region { get; init; }

    /// <summary>The options of every planning command, then those of commands that buy.</summary>
    internal static Symbol[] Options(bool buys)
    {
        if (!s_isRuled)
        {
            s_isRuled = true;
            s_budget.Require(budget => budget is null or >= 0, _ => "--budget must be 0 or more.");
            s_backTest.Require(origins => origins is null or (>= 1 and <= 24), _ => "--backtest must be 1 to 24.");
        }

        return buys ? [s_asOf, s_all, s_budget, s_quick, s_backTest, s_product]
            : [s_asOf, s_quick, s_backTest, s_product];
    }

    internal static PlanRequest Of(Invocation invocation, bool buys) => new(
        invocation.Get(s_asOf), buys && invocation.Get(s_all), buys ? invocation.Get(s_budget) : null,
        invocation.Get(s_quick), invocation.Get(s_backTest), invocation.Get(s_product));

    /// <summary>The forecasting settings with what this request changes.</summary>
    internal ForecastingPolicy Change(ForecastingPolicy policy) =>
        IsQuick ? policy.Quick with { BackTestOrigins = Origins ?? 0 }
        : policy with { BackTestOrigins = Origins ?? policy.BackTestOrigins };
}
