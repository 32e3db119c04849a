using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Operations.Gather;

/// <summary>What customers are believed to want of the products that somebody asks about: held since the look ahead,
/// or, for more products than fit, forecast and drawn again. Both say the same.</summary>
public sealed class Belief
{
    private readonly Func<int[], (DemandForecast Forecast, CumulativeDemand Demand)> _again;
    private readonly CumulativeDemand? _demand;
    private readonly int _linesPerBlock;

    /// <summary>A belief that is held.</summary>
    /// <param name="forecast">The forecast of all products; null where nobody will ask for it.</param>
    /// <param name="demand">Their futures.</param>
    public Belief(DemandForecast? forecast, CumulativeDemand demand)
    {
        (Whole, _demand) = (forecast, demand);
        _again = rows => (Whole!.Pick(rows), demand.Pick(rows));
    }

    /// <summary>A belief that is formed again.</summary>
    /// <param name="again">Forecasts products, by their rows, and draws their futures.</param>
    /// <param name="perBlock">For how many lines at a time.</param>
    public Belief(Func<int[], (DemandForecast Forecast, CumulativeDemand Demand)> again, int perBlock) =>
        (_again, _linesPerBlock) = (again, perBlock);

    /// <summary>The forecast of all products; null where it is not held.</summary>
    public DemandForecast? Whole { get; }

    /// <summary>The forecast of some products, in the order of their rows.</summary>
    public DemandForecast ForecastOf(int[] rows) => Whole?.Pick(rows) ?? _again(rows).Forecast;

    /// <summary>The futures of some products, in the order of their rows.</summary>
    public CumulativeDemand DemandOf(int[] rows) => _demand?.Pick(rows) ?? _again(rows).Demand;

    /// <summary>Demand over lead time plus some days, for lines of products.</summary>
    /// <param name="rows">For each line its product's row; the lines of a product follow one another.</param>
    /// <param name="leadTimes">For each line, its lead times.</param>
    /// <param name="moreDays">For each line, days beyond the lead time.</param>
    /// <param name="daysLeft">For each line, the days on which its product is still sold; null where all days count.
    /// </param>
    /// <remarks>In blocks of lines, so that no more futures are at hand than a block's.</remarks>
    internal QuantileTable Quantiles(int[] rows, LeadTimeTable leadTimes, int[] moreDays, int[]? daysLeft = null)
    {
        if (_demand is not null)
        {
            return ProtectionDemand.Quantiles(_demand, rows, leadTimes, moreDays, daysLeft);
        }

        var parts = new List<QuantileTable>();
        for (var first = 0; first == 0 || first < rows.Length; first += _linesPerBlock)
        {
            int[] lines = [.. Enumerable.Range(first, Math.Min(_linesPerBlock, rows.Length - first))];
            var (products, of) = Distinct(lines, rows);
            parts.Add(ProtectionDemand.Quantiles(
                DemandOf(products), of, leadTimes.Pick(lines), Array.ConvertAll(lines, line => moreDays[line]),
                daysLeft is null ? default : Array.ConvertAll(lines, line => daysLeft[line])));
        }

        return QuantileTable.Join(parts);
    }

    // The products of lines, each once, and for each line which of them it is of.
    private static (int[] Products, int[] Of) Distinct(int[] lines, int[] rows)
    {
        var (products, of) = (new List<int>(), new int[lines.Length]);
        for (var i = 0; i < lines.Length; i++)
        {
            var row = rows[lines[i]];
            if (products.Count == 0 || products[^1] != row)
            {
                products.Add(row);
            }

            of[i] = products.Count - 1;
        }

        return ([.. products], of);
    }
}
