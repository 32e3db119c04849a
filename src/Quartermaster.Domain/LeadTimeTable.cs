namespace Quartermaster.Domain;

/// <summary>For each row, how long goods take from order to receipt, and how much of an order arrives.</summary>
/// <remarks>A lead time is a few equally likely numbers of days; repeat a number to make it likelier.</remarks>
public sealed record LeadTimeTable
{
    /// <summary>Equally likely lead times in days: never decreasing in a row, 0 to 3,650.</summary>
    public required Matrix Days { get; init; }

    /// <summary>The share of what is ordered that arrives, above 0 to 1.</summary>
    public required Table<float> Yields { get; init; }

    /// <summary>The number of rows.</summary>
    public int Count => Days.Count;

    /// <summary>Lead times that are certain, and vendors that never ship short.</summary>
    /// <param name="days">One lead time per row, in days.</param>
    public static LeadTimeTable OfStated(ReadOnlySpan<int> days)
    {
        var (values, yields) = (new float[days.Length], new float[days.Length]);
        for (var row = 0; row < days.Length; row++)
        {
            (values[row], yields[row]) = (days[row], 1);
        }

        return new() { Days = new(columns: 1, values), Yields = new(yields) };
    }

    /// <summary>The mean lead time of a row, in days.</summary>
    public double MeanDays(int row)
    {
        var sum = 0.0;
        foreach (var days in Days.Row(row))
        {
            sum += days;
        }

        return sum / Days.Columns;
    }

    /// <summary>The variance of a row's lead time, in days squared.</summary>
    public double VarianceDays(int row)
    {
        var (mean, squares) = (MeanDays(row), 0.0);
        foreach (var days in Days.Row(row))
        {
            squares += (days - mean) * (days - mean);
        }

        return squares / Days.Columns;
    }

    /// <summary>Consecutive rows, sharing memory.</summary>
    public LeadTimeTable Slice(int start, int count) =>
        new() { Days = Days.Slice(start, count), Yields = Yields.Slice(start, count) };

    /// <summary>A copy of the given rows, in the given order.</summary>
    public LeadTimeTable Pick(ReadOnlySpan<int> rows) => new() { Days = Days.Pick(rows), Yields = Yields.Pick(rows) };
}
