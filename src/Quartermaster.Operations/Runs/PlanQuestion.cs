namespace Quartermaster.Operations.Runs;

/// <summary>What was asked of a planning run: with the tables and the state, enough to plan it again.</summary>
/// <param name="Stage">How far the plan went.</param>
/// <param name="AllOffers">Whether every offer was treated as due.</param>
/// <param name="Budget">The most that might be spent, currency; infinite for no budget.</param>
/// <param name="Forecasters">The forecasters that served, most products first.</param>
/// <param name="LastRun">The released run whose prices and split were yesterday's; empty for none.</param>
public sealed record PlanQuestion(
    PlanStage Stage, bool AllOffers, double Budget, string Forecasters, string LastRun);

/// <summary>How far a planning run goes.</summary>
public enum PlanStage
{
    /// <summary>The forecast alone.</summary>
    Forecast = 1,

    /// <summary>Levels.</summary>
    Targets = 2,

    /// <summary>Levels and orders.</summary>
    Buy = 3,

    /// <summary>Levels, orders and where they go.</summary>
    Place = 4,
}
