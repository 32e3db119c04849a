using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>Sends each product to the forecaster that the back-test chose for its segment.</summary>
/// <remarks>Segments are looked at anew in each forecast: a product that was new last month may be fast today. What the
/// forecaster expected too much or too little of the segment in the past is corrected (<see cref="PastBias"/>).
/// </remarks>
public sealed class SegmentForecaster : ILevelForecaster
{
    private readonly IReadOnlyList<IForecaster> _forecasters;
    private readonly Dictionary<DemandSegment, (int Forecaster, float Correction)> _chosen = [];
    private readonly bool _byCategory;
    private readonly int _usual;

    /// <summary>Makes a forecaster of several.</summary>
    /// <param name="forecasters">Fitted, with the names that the back-test knew; the last serves segments that it did
    /// not see if it saw none at all.</param>
    /// <param name="backTest">What was found.</param>
    public SegmentForecaster(IReadOnlyList<IForecaster> forecasters, BackTestResult backTest)
    {
        ArgumentOutOfRangeException.ThrowIfZero(forecasters.Count);
        (_forecasters, _byCategory) = (forecasters, backTest.Policy.ByCategory);
        _usual = IndexOf(backTest.Usual);
        foreach (var row in backTest.Rows.Where(row => row.Chosen))
        {
            _chosen.Add(row.Segment, (IndexOf(row.Forecaster), (float)row.Correction));
        }
    }

    private SegmentForecaster(SegmentForecaster like)
    {
        (_forecasters, _usual, _byCategory) = (like._forecasters, like._usual, like._byCategory);
        foreach (var (segment, (forecaster, _)) in like._chosen)
        {
            _chosen.Add(segment, (forecaster, 1));
        }
    }

    /// <inheritdoc/>
    public string Name => "best by segment";

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        var (parts, places) = InParts(inputs, (forecaster, own) => forecaster.Forecast(own, threads, cancel));
        return parts.Count == 0 ? _forecasters[_usual].Forecast(inputs, threads, cancel) : Merge(parts, places);
    }

    /// <inheritdoc/>
    public Matrix DailyQuantiles(
        DemandInputs inputs, ReadOnlySpan<float> levels, int threads = 1, CancellationToken cancel = default)
    {
        var wanted = levels.ToArray();
        var (parts, places) = InParts(
            inputs, (forecaster, own) => forecaster.DailyQuantilesOf(own, wanted, threads, cancel));
        return parts.Count == 0 ? _forecasters[_usual].DailyQuantilesOf(inputs, wanted, threads, cancel)
            : Merge(parts, places, part => part, (quantiles, correction) =>
                CorrectPeriods(quantiles, wanted.Length, _ => correction));
    }

    /// <summary>The same without corrections of past biases: to be measured on days that these were learned from.
    /// </summary>
    public SegmentForecaster Uncorrected() => new(this);

    /// <summary>Who serves a product.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="row">The product's row.</param>
    public IForecaster ServingFor(DemandInputs inputs, int row) => _forecasters[ChosenFor(inputs, row).Forecaster];

    /// <summary>What the expectations of who serves a product are multiplied by.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="row">The product's row.</param>
    public double CorrectionFor(DemandInputs inputs, int row) => ChosenFor(inputs, row).Correction;

    // Each forecaster's own products, and where each product's row is.
    private (List<T> Parts, Place[] Places) InParts<T>(
        DemandInputs inputs, Func<IForecaster, DemandInputs, T> forecast)
    {
        var (rows, places) = (new List<int>[_forecasters.Count], new Place[inputs.Count]);
        for (var row = 0; row < inputs.Count; row++)
        {
            var (forecaster, correction) = ChosenFor(inputs, row);
            var own = rows[forecaster] ??= [];
            places[row] = new(forecaster, own.Count, correction);
            own.Add(row);
        }

        var (parts, partOf) = (new List<T>(), new int[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] is { } own)
            {
                partOf[i] = parts.Count;
                parts.Add(forecast(_forecasters[i], inputs.Pick([.. own])));
            }
        }

        return (parts, Array.ConvertAll(places, place => place with { Part = partOf[place.Part] }));
    }

    private (int Forecaster, float Correction) ChosenFor(DemandInputs inputs, int row) =>
        _chosen.GetValueOrDefault(DemandSegment.Of(inputs, row, _byCategory), (_usual, 1));

    private int IndexOf(string? name)
    {
        for (var i = 0; i < _forecasters.Count; i++)
        {
            if (_forecasters[i].Name == name)
            {
                return i;
            }
        }

        return _forecasters.Count - 1;
    }

    private static DemandForecast Merge(List<DemandForecast> parts, Place[] places) => parts[0] with
    {
        Products = new(Array.ConvertAll(places, place => parts[place.Part].Products.Rows[place.Row])),
        Daily = Merge(parts, places, part => part.Daily, (quantiles, correction) =>
            CorrectPeriods(quantiles, DemandForecast.Levels.Length, _ => correction)),
        Weekly = Merge(parts, places, part => part.Weekly, (quantiles, correction) =>
            CorrectPeriods(quantiles, DemandForecast.Levels.Length, week => PastBias.InWeek(correction, week))),
        WeekShape = Merge(parts, places, part => part.WeekShape),
        Means = Merge(parts, places, WholeMeans, (means, correction) =>
        {
            for (var i = 0; i < means.Length; i++)
            {
                means[i] *= PastBias.InWeek(
                    correction, i < DemandForecast.DailyDays ? i / 7 : i - DemandForecast.DailyDays);
            }
        }),
    };

    private static Matrix Merge<T>(
        List<T> parts, Place[] places, Func<T, Matrix> table, Change? change = null)
    {
        var tables = parts.ConvertAll(part => table(part));
        var columns = tables[0].Columns;
        var values = new float[places.Length * columns];
        for (var row = 0; row < places.Length; row++)
        {
            var own = values.AsSpan(row * columns, columns);
            tables[places[row].Part].Row(places[row].Row).CopyTo(own);
            if (places[row].Correction != 1)
            {
                change?.Invoke(own, places[row].Correction);
            }
        }

        return new(columns, values);
    }

    private static void CorrectPeriods(Span<float> quantiles, int levels, Func<int, float> correctionIn)
    {
        for (var period = 0; period < quantiles.Length / levels; period++)
        {
            ScaledQuantiles.Scale(quantiles.Slice(period * levels, levels), correctionIn(period));
        }
    }

    private static Matrix WholeMeans(DemandForecast forecast)
    {
        const int Columns = DemandForecast.DailyDays + DemandForecast.Weeks;
        if (forecast.Means.Columns == Columns)
        {
            return forecast.Means;
        }

        var means = new float[forecast.Count * Columns];
        for (var row = 0; row < forecast.Count; row++)
        {
            for (var i = 0; i < Columns; i++)
            {
                means[(row * Columns) + i] = (float)(i < DemandForecast.DailyDays
                    ? forecast.MeanOfDay(row, i) : forecast.MeanOfWeek(row, i - DemandForecast.DailyDays));
            }
        }

        return new(Columns, means);
    }

    private delegate void Change(Span<float> values, float correction);

    // Where a product's row is.
    private readonly record struct Place(int Part, int Row, float Correction);
}
