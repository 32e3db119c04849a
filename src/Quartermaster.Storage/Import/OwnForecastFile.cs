using System.Globalization;
using Quartermaster.Numerics;
using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import;

/// <summary>Somebody's own forecast, to be scored beside the house's: rows with product, day, and a mean or quantile
/// columns such as q0.1, q0.5, q0.9, which is what <c>qm forecast --out</c> writes.</summary>
/// <remarks>CSV, plain or gzip, any delimiter; or Parquet. Where there are quantiles, a mean beside them is passed
/// over. Levels between those of the file lie on lines, those beyond them are as the last; a mean alone stands for
/// every level, as a forecast without spread. Held in memory: 4 bytes per product, day and column.</remarks>
public sealed class OwnForecastFile
{
    private const int MostFaults = 20;

    private readonly IReadOnlyDictionary<string, int> _rowOf;
    private readonly DateOnly _first;
    private readonly int _days;
    private readonly OwnColumns _columns;
    private readonly float[] _values;
    private readonly List<string> _faults = [];

    private OwnForecastFile(IReadOnlyDictionary<string, int> rowOf, DateOnly first, int days, OwnColumns columns)
    {
        (_rowOf, _first, _days, _columns) = (rowOf, first, days, columns);
        _values = new float[rowOf.Count * days * columns.Levels.Length];
        Array.Fill(_values, float.NaN);
    }

    /// <summary>The quantile levels of the file, ascending; 0.5 alone for a file of means.</summary>
    public ReadOnlySpan<float> Levels => _columns.Levels;

    /// <summary>Whether the file has means and no quantiles.</summary>
    public bool IsMeans => _columns.IsMeans;

    /// <summary>Lines that could not be used, the first of them, with what was expected.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Lines that could not be used.</summary>
    public long Bad { get; private set; }

    /// <summary>Lines of products that the house does not forecast.</summary>
    public long Strangers { get; private set; }

    /// <summary>Lines of days that are not forecast from here.</summary>
    public long OtherDays { get; private set; }

    /// <summary>Products and days that the file forecasts.</summary>
    public long Count { get; private set; }

    /// <summary>Quantiles of a product on a day.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">Counted from the first day of the forecast.</param>
    /// <param name="levels">Probabilities, each in (0, 1).</param>
    /// <param name="units">Filled, one per level.</param>
    /// <returns>Whether the file has the day; nothing is filled if not.</returns>
    public bool TryQuantiles(int row, int day, ReadOnlySpan<float> levels, Span<float> units)
    {
        var known = Of(row, day);
        if (float.IsNaN(known[0]))
        {
            return false;
        }

        for (var i = 0; i < levels.Length; i++)
        {
            units[i] = (float)Quantiles.At(_columns.Levels, known, levels[i]);
        }

        return true;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rowOf">Row of each product, by code, from 0 without gaps.</param>
    /// <param name="first">The first day of the forecast.</param>
    /// <param name="days">Days of the forecast; others in the file are passed over.</param>
    /// <param name="cancel">Asked between lines.</param>
    /// <exception cref="ImportException">The file is missing, is damaged, or has other columns.</exception>
    public static OwnForecastFile Read(
        string path, IReadOnlyDictionary<string, int> rowOf, DateOnly first, int days, CancellationToken cancel) =>
        RowText.Read(path, scanner =>
        {
            var columns = OwnColumns.Of(path, scanner);
            var forecast = new OwnForecastFile(rowOf, first, days, columns);
            Span<float> units = stackalloc float[columns.Levels.Length];
            while (scanner.Read())
            {
                cancel.ThrowIfCancellationRequested();
                forecast.AddLine(scanner, units);
            }

            return forecast;
        });

    /// <summary>Refuses a file that cannot be one of these, before the work that it is to be compared with.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">The file is missing, is damaged, or has other columns.</exception>
    public static void RequireColumns(string path) => RowText.Read(path, scanner => OwnColumns.Of(path, scanner));

    private Span<float> Of(int row, int day)
    {
        var levels = _columns.Levels.Length;
        return _values.AsSpan(((row * _days) + day) * levels, levels);
    }

    private void AddLine(CsvScanner scanner, Span<float> units)
    {
        if (scanner.Fault != RecordFault.None)
        {
            Note(scanner, "its quotes do not close");
        }
        else if (scanner.Count != _columns.Count)
        {
            Note(scanner, $"it has {scanner.Count} cells, its header {_columns.Count}");
        }
        else if (DateText.Parse(scanner[_columns.Day], DayOrder.Unknown, out var at) != DateFault.None)
        {
            Note(scanner, $"day is '{scanner[_columns.Day]}'; expected a day such as 2026-01-31");
        }
        else if (FaultOf(scanner, units) is { } fault)
        {
            Note(scanner, fault);
        }
        else if (!_rowOf.TryGetValue(scanner[_columns.Product].ToString(), out var row))
        {
            Strangers++;
        }
        else if (at.Day.DayNumber - _first.DayNumber is var ahead && (ahead < 0 || ahead >= _days))
        {
            OtherDays++;
        }
        else if (Of(row, ahead) is var own && !float.IsNaN(own[0]))
        {
            Note(scanner, $"product '{scanner[_columns.Product]}' has {at.Day:yyyy-MM-dd} already; expected it once");
        }
        else
        {
            units.CopyTo(own);
            Count++;
        }
    }

    private string? FaultOf(CsvScanner scanner, Span<float> units)
    {
        for (var i = 0; i < units.Length; i++)
        {
            var cell = _columns.Cells[i];
            if (NumberText.Parse(scanner[cell], new('.', true), out var number) != NumberFault.None
                || !(number.AsDouble >= 0) || !float.IsFinite((float)number.AsDouble))
            {
                return $"{_columns.NameOf(i)} is '{scanner[cell]}'; expected a number, 0 or more";
            }

            units[i] = (float)number.AsDouble;
            if (i > 0 && units[i] < units[i - 1])
            {
                return string.Create(CultureInfo.InvariantCulture, $"{_columns.NameOf(i)} is '{scanner[cell]}'; ")
                    + string.Create(CultureInfo.InvariantCulture,
                        $"expected no less than the {units[i - 1]} of {_columns.NameOf(i - 1)}");
            }
        }

        return null;
    }

    private void Note(CsvScanner scanner, string what)
    {
        if (++Bad <= MostFaults)
        {
            _faults.Add($"line {scanner.Line}: {what}");
        }
    }
}
