using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations;

/// <summary>Puts an outlook together from blocks of consecutive products, of which it keeps what later steps need.
/// </summary>
/// <param name="facts">What is joined already.</param>
/// <param name="hasValues">Whether stock values are published.</param>
internal sealed class OutlookWriter(CompanyFacts facts, bool hasValues)
{
    private readonly List<double> _means = new(facts.Products.Count);
    private readonly double[] _dailyUnits = new double[DemandForecast.DailyDays];
    private readonly List<float> _wanted = [];
    private readonly List<float> _inStep = new(facts.Products.Count);
    private readonly List<int> _sizes = new(facts.Products.Count);
    private readonly List<RoomPrice> _rooms = [];
    private readonly List<TargetRow> _levels = [];
    private readonly ReasonWriter<TargetReason> _reasons = new();
    private readonly List<Breach> _breaches = [];
    private readonly StockValues? _values =
        hasValues ? new(facts.Products.Count, facts.Centers.Length) : null;

    private int _ranks;

    /// <summary>Adds what customers are expected to want of a block's products, day by day.</summary>
    internal void Add(DemandForecast forecast)
    {
        for (var row = 0; row < forecast.Count; row++)
        {
            for (var day = 0; day < _dailyUnits.Length; day++)
            {
                _dailyUnits[day] += forecast.MeanOfDay(row, day);
            }
        }
    }

    /// <summary>Adds the block after those added before.</summary>
    /// <param name="inputs">What its levels were made from.</param>
    /// <param name="levels">Its levels.</param>
    /// <param name="resting">What customers take while goods rest.</param>
    /// <param name="values">Its stock values, if they are published.</param>
    /// <param name="breaches">Rules that its levels break, by its own rows.</param>
    internal void Add(
        TargetInputs inputs, Plan<TargetRow, TargetReason> levels, RestingDemand resting, StockValues? values,
        IReadOnlyList<Breach> breaches)
    {
        _breaches.AddRange(breaches.Select(breach => breach with { Row = breach.Row + _levels.Count }));
        _values?.Put(_sizes.Count, values!);
        _ranks = resting.Units.Columns;
        for (var product = 0; product < inputs.Count; product++)
        {
            _means.Add(inputs.Demand.MeanPerDay(product));
            _wanted.AddRange(resting.Units.Row(product));
            _sizes.Add(inputs.FirstRow(product + 1) - inputs.FirstRow(product));
        }

        _inStep.AddRange(resting.InStep.Rows);
        _rooms.AddRange(inputs.RoomPrices.Rows);
        _levels.AddRange(levels.Decisions.Rows);
        _reasons.AddRows(levels.Reasons);
    }

    /// <summary>The outlook of all blocks.</summary>
    /// <param name="belief">What is believed.</param>
    /// <param name="shortageFactor">By how much the loss per unit not met was multiplied.</param>
    /// <param name="firstDay">The first day that was forecast.</param>
    internal Outlook ToOutlook(Belief belief, double shortageFactor, DateOnly firstDay) => new()
    {
        FirstDay = firstDay,
        DailyUnits = _dailyUnits,
        Belief = belief,
        MeanDailyUnits = [.. _means],
        Resting = new(new(_ranks, [.. _wanted]), new([.. _inStep])),
        ShortageFactor = shortageFactor,
        LevelRows = Groups.OfSizes([.. _sizes]),
        RoomPrices = new([.. _rooms]),
        Targets = new(new([.. _levels]), _reasons.ToReasons(), Certificate.OfRows(_levels.Count)),
        Breaches = _breaches,
        StockValues = _values,
    };
}
