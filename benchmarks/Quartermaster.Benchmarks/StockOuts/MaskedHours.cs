using Quartermaster.Domain;
using Quartermaster.Forecasting.StockOuts;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.StockOuts;

/// <summary>Hours that were in stock, hidden in the pattern of real stock-outs: what they sold is known.</summary>
internal sealed class MaskedHours
{
    private const ulong DayStream = 11;
    private const ulong PatternStream = 12;

    private readonly HourlySales _truth;
    private readonly bool[] _masked;

    /// <summary>Hides hours of a share of each series' days.</summary>
    /// <remarks>Which hours: those that were in stock, but out of stock on another day of the same series, drawn by
    /// key. A series that never ran out keeps its hours. Taking only days that never ran out would take days of low
    /// demand.</remarks>
    internal MaskedHours(HourlySales truth, double share, ulong seed)
    {
        _truth = truth;
        _masked = new bool[truth.Count * truth.Sales.Columns];
        var (sales, inStock) = (new float[_masked.Length], new float[_masked.Length]);
        for (var row = 0; row < truth.Count; row++)
        {
            Mask(row, share, seed);
            for (var hour = 0; hour < truth.Sales.Columns; hour++)
            {
                var at = (row * truth.Sales.Columns) + hour;
                sales[at] = _masked[at] ? 0 : truth.Sales.Row(row)[hour];
                inStock[at] = _masked[at] ? 0 : truth.InStock.Row(row)[hour];
            }
        }

        Known = truth with { Sales = new(truth.Sales.Columns, sales), InStock = new(truth.Sales.Columns, inStock) };
    }

    /// <summary>What is left to see.</summary>
    internal HourlySales Known { get; }

    /// <summary>Scores demand by hour, written by row, on the masked hours of some rows and days, or of all.</summary>
    internal MaskedScore Score(RowWriter write, Func<int, int, bool>? takes = null)
    {
        var (score, demand) = (new MaskedScore(), new float[_truth.Sales.Columns]);
        for (var row = 0; row < _truth.Count; row++)
        {
            write(row, demand);
            for (var day = 0; day < _truth.Days; day++)
            {
                var (hours, found, sold) = (0, 0.0, 0.0);
                for (var hour = day * _truth.Hours; hour < (day + 1) * _truth.Hours; hour++)
                {
                    if (_masked[(row * _truth.Sales.Columns) + hour] && (takes is null || takes(row, day)))
                    {
                        hours++;
                        found += demand[hour];
                        sold += _truth.Sales.Row(row)[hour];
                        score.AddHour(demand[hour], _truth.Sales.Row(row)[hour]);
                    }
                }

                score.AddDay(hours, found, sold);
            }
        }

        return score;
    }

    /// <summary>Bias of sales ÷ share with weight share, as demand histories are cleaned, over masked days that
    /// never ran out, whose demand is known.</summary>
    internal double CleanedBias(Matrix sales, Matrix share, double leastShare)
    {
        var (found, truth) = (0.0, 0.0);
        for (var row = 0; row < _truth.Count; row++)
        {
            for (var day = 0; day < _truth.Days; day++)
            {
                var hours = _masked.AsSpan((row * _truth.Sales.Columns) + (day * _truth.Hours), _truth.Hours);
                var seen = share.Row(row)[day];
                if (hours.Contains(true) && seen >= leastShare && _truth.IsWhole(row, day))
                {
                    found += sales.Row(row)[day];
                    foreach (var units in _truth.Sales.Row(row).Slice(day * _truth.Hours, _truth.Hours))
                    {
                        truth += seen * units;
                    }
                }
            }
        }

        return (found / truth) - 1;
    }

    private void Mask(int row, double share, ulong seed)
    {
        var patterns = new List<int>();
        for (var day = 0; day < _truth.Days; day++)
        {
            if (!_truth.IsWhole(row, day))
            {
                patterns.Add(day);
            }
        }

        for (var day = 0; patterns.Count > 0 && day < _truth.Days; day++)
        {
            if (KeyedRandom.Uniform(seed, DayStream, (ulong)row, (ulong)day) < share)
            {
                var draw = KeyedRandom.Uniform(seed, PatternStream, (ulong)row, (ulong)day);
                var pattern = patterns[(int)(draw * patterns.Count)];
                for (var hour = 0; hour < _truth.Hours; hour++)
                {
                    var at = (day * _truth.Hours) + hour;
                    _masked[(row * _truth.Sales.Columns) + at] = _truth.InStock.Row(row)[at] == 1
                        && _truth.InStock.Row(row)[(pattern * _truth.Hours) + hour] != 1;
                }
            }
        }
    }
}

/// <summary>Writes the demand of one row's hours.</summary>
internal delegate void RowWriter(int row, Span<float> demand);

/// <summary>How far demand found lies from what was sold in masked hours.</summary>
internal sealed class MaskedScore
{
    private double _found;
    private double _error;
    private double _dayError;

    /// <summary>Hours that were masked.</summary>
    internal long Hours { get; private set; }

    /// <summary>Units sold in them.</summary>
    internal double Units { get; private set; }

    /// <summary>Found over sold, less 1.</summary>
    internal double Bias => (_found / Units) - 1;

    /// <summary>Weighted absolute error of an hour: Σ|found − sold| ÷ Σ sold.</summary>
    internal double Wape => _error / Units;

    /// <summary>The same of a day's masked hours together.</summary>
    internal double DayWape => _dayError / Units;

    internal void AddHour(double found, double sold)
    {
        Hours++;
        Units += sold;
        _found += found;
        _error += Math.Abs(found - sold);
    }

    internal void AddDay(int hours, double found, double sold) => _dayError += hours > 0 ? Math.Abs(found - sold) : 0;
}
