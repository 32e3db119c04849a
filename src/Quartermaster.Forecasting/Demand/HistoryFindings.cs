using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Finds the days of histories that forecasters pass over, and those that they had better.</summary>
/// <remarks>A silence is told from chance: days with sales before and after it are that frequent that so many days
/// without any would come about once in 10⁹ (a geometric run length). Longer ones than eight weeks are not told:
/// seasons and ends of sale. A day far above usual is not told where other days of its event, or of lower prices, are a
/// third as high or more: that is what the event does. O(products × days).</remarks>
public static class HistoryFindings
{
    private const double FarAbove = 100;
    private const double FarUnits = 1_000;

    // Of the days with sales, from which share on those are told that are called out of stock.
    private const double SoldWhileOut = 0.1;

    private const int Around = 28;
    private const int LeastAround = 14;
    private const int MostSilent = 56;
    private const double Chance = 1e-9;

    // However regular a seller, some days are without sales.
    private const double MostRegular = 0.95;

    /// <summary>All findings, by row, then day.</summary>
    /// <param name="inputs">The histories.</param>
    /// <param name="open">By day, whether anything was sold anywhere: a day on which nothing was says nothing of a
    /// product.</param>
    public static IReadOnlyList<HistoryFinding> Of(DemandInputs inputs, ReadOnlySpan<bool> open)
    {
        var (found, policy) = (new List<HistoryFinding>(), new ForecastPolicy());
        var (demand, weight) = (new float[inputs.Days], new float[inputs.Days]);
        for (var row = 0; row < inputs.Count; row++)
        {
            CleanHistory.ReadAsTold(inputs, row, policy, demand, weight);
            var from = found.Count;
            AddDays(inputs, row, demand, found);
            AddSoldWhileOut(inputs, row, demand, weight, found);
            CleanHistory.Read(inputs, row, policy, demand, weight);
            AddSilences(row, demand, weight, open, found);
            found.Sort(from, found.Count - from, Comparer<HistoryFinding>.Create((a, b) => a.Day.CompareTo(b.Day)));
        }

        return found;
    }

    private static void AddDays(DemandInputs inputs, int row, ReadOnlySpan<float> demand, List<HistoryFinding> found)
    {
        var sales = inputs.Sales.Row(row);
        var usual = CleanHistory.UsualDay(demand);
        var most = CredibleSales.Most(usual);
        var far = Math.Min(
            Math.Max(FarUnits, FarAbove * usual), LonePeaks.DoubtfulFrom(LonePeaks.Most(demand).Usual, usual));
        for (var day = 0; day < demand.Length; day++)
        {
            var fault = day >= sales.Length || !(sales[day] >= 0) || !float.IsFinite(sales[day])
                ? HistoryFault.NoNumber
                : demand[day] > most ? HistoryFault.BeyondBelief
                : demand[day] > far ? HistoryFault.FarAboveUsual : default;
            if (fault is HistoryFault.NoNumber)
            {
                found.Add(new(row, day, 1, fault, day < sales.Length ? sales[day] : double.NaN, usual));
            }
            else if (fault != default && EventPeaks.On(inputs, row, demand, day) is var peak
                && (fault == HistoryFault.BeyondBelief || !peak.IsBorneOut))
            {
                found.Add(new(row, day, 1, fault, sales[day], usual)
                {
                    Event = peak.Event, IsCheaper = peak.IsCheaper,
                });
            }
        }
    }

    // The arrays are read anew after it.
    private static void AddSoldWhileOut(
        DemandInputs inputs, int row, Span<float> demand, Span<float> weight, List<HistoryFinding> found)
    {
        var sales = inputs.Sales.Row(row);
        var (first, days, sold, units) = (-1, 0, 0, 0.0);
        for (var day = 0; day < demand.Length; day++)
        {
            sold += demand[day] > 0 ? 1 : 0;
            if (CleanHistory.IsSoldWhileOut(inputs, row, day))
            {
                (first, days, units) = (first < 0 ? day : first, days + 1, units + sales[day]);
                (demand[day], weight[day]) = (0, 0);
            }
        }

        if (days > 0 && days >= SoldWhileOut * sold)
        {
            var usual = CleanHistory.UsualInStock(demand, weight);
            found.Add(new(row, first, days, HistoryFault.SoldWhileOut, units / days, usual));
        }
    }

    private static void AddSilences(
        int row, ReadOnlySpan<float> demand, ReadOnlySpan<float> weight, ReadOnlySpan<bool> open,
        List<HistoryFinding> found)
    {
        var days = new List<int>(demand.Length);
        for (var day = 0; day < demand.Length; day++)
        {
            if (weight[day] > 0 && day < open.Length && open[day])
            {
                days.Add(day);
            }
        }

        for (var first = 0; first < days.Count; first++)
        {
            var end = first;
            while (end < days.Count && demand[days[end]] == 0)
            {
                end++;
            }

            if (end - first is > 1 and <= MostSilent && IsSilent(demand, days, first, end))
            {
                var (before, units) = (days[Math.Max(0, first - Around)..first], 0.0);
                foreach (var day in before)
                {
                    units += demand[day];
                }

                found.Add(new(row, days[first], days[end - 1] - days[first] + 1, HistoryFault.Silence, 0,
                    units / before.Count));
            }

            first = end;
        }
    }

    private static bool IsSilent(ReadOnlySpan<float> demand, List<int> days, int first, int end)
    {
        if (first < LeastAround)
        {
            return false;
        }

        var regular = ShareSold(demand, days[Math.Max(0, first - Around)..first]);
        if (end < days.Count)
        {
            // The day on which it sold again says nothing: the run is over because of it.
            var after = days[(end + 1)..Math.Min(days.Count, end + 1 + Around)];
            regular = after.Count < LeastAround ? regular : Math.Min(regular, ShareSold(demand, after));
        }

        return (end - first) * Math.Log(1 - Math.Min(MostRegular, regular)) < Math.Log(Chance);
    }

    private static double ShareSold(ReadOnlySpan<float> demand, List<int> days)
    {
        var sold = 0;
        foreach (var day in days)
        {
            sold += demand[day] > 0 ? 1 : 0;
        }

        return (double)sold / days.Count;
    }
}
