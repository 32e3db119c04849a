using Quartermaster.Domain;

namespace Quartermaster.Operations.Engines;

/// <summary>A guarded engine that answers to prices, so that the price loop can ask it.</summary>
/// <remarks>Answers are the engine's own; only the rows that are written at the end are judged. Where a group then
/// falls back, it may use more of a resource than it answered, and the loop's report does not know.</remarks>
/// <param name="engine">Who decides and answers.</param>
/// <param name="audit">Who judges; its verdict on a group may not depend on other groups.</param>
/// <param name="fallback">Who decides the groups that break a rule.</param>
/// <param name="fellBack">The remark on their rows.</param>
public sealed class GuardedPricedEngine<TEngine, TInputs, TRow, TReason>(
    TEngine engine,
    IPlanAudit<TInputs, TRow, TReason> audit,
    IRowEngine<TInputs, TRow, TReason> fallback,
    TReason fellBack) : IRowEngine<TInputs, TRow, TReason>, IPriced<TInputs>
    where TEngine : IRowEngine<TInputs, TRow, TReason>, IPriced<TInputs>
    where TInputs : IGrouped<TInputs>
    where TRow : unmanaged
    where TReason : unmanaged, Enum
{
    private readonly GuardedEngine<TInputs, TRow, TReason> _guarded = new(engine, audit, fallback, fellBack);

    /// <inheritdoc/>
    public void Decide(TInputs inputs, Span<TRow> decisions, ReasonWriter<TReason>? why) =>
        _guarded.Decide(inputs, decisions, why);

    /// <inheritdoc/>
    public double Respond(TInputs inputs, ReadOnlySpan<double> prices, Span<double> usage) =>
        engine.Respond(inputs, prices, usage);

    /// <inheritdoc/>
    public IPricedDesk Open(TInputs inputs) => engine.Open(inputs);

    /// <inheritdoc/>
    public TInputs AtPrices(TInputs inputs, ReadOnlySpan<double> prices) => engine.AtPrices(inputs, prices);
}
