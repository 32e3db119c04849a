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
