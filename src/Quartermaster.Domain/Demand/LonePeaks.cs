namespace Quartermaster.Domain.Demand;

/// <summary>Days of a product that stand far above all its others: a great order, or a slip of the pen. They are the
/// product's own; what all products share must not rest on them.</summary>
/// <remarks>Winsorizing (Tukey, 1962) of each product by itself: a day is kept up to a multiple of the product's fourth
/// largest, so that a yearly peak, a sale of a few days and the tail of a count stay as they are. On days of events,
/// which are few and may be far above all others, the multiple is larger. O(days).</remarks>
public static class LonePeaks
{
    /// <summary>Which of a product's largest days the others are measured by.</summary>
    public const int Rank = 4;

    /// <summary>Times that day a day is kept to, and units more.</summary>
    public const int Times = 3;

    /// <summary>Units that any day may have.</summary>
    public const int Slack = 10;

    /// <summary>Times what is kept of a day from which on somebody should look at it.</summary>
    public const int Doubtful = 3;

    /// <summary>And times the usual day with sales.</summary>
    public const int DoubtfulTimesUsual = 20;

    private const float TimesOnEvents = 15;

    /// <summary>The most units of a day that say something of other products.</summary>
    /// <param name="demand">Units by day.</param>
    /// <returns>On a day without an event, and on one with.</returns>
    public static (float Usual, float OnEvents) Most(ReadOnlySpan<float> demand)
    {
        Span<float> largest = stackalloc float[Rank];
        var sold = 0;
        foreach (var units in demand)
        {
            sold += units > 0 ? 1 : 0;
            Insert(units, largest);
        }

        // Of few days with sales the middle one.
        var high = largest[Math.Clamp((sold + 1) / 2, 1, Rank) - 1];
        return ((Times * high) + Slack, (TimesOnEvents * high) + Slack);
    }

    /// <summary>Lowers lone peaks to what is kept of them.</summary>
    /// <param name="demand">Units by day.</param>
    /// <param name="hasEvent">By day, whether an event is on.</param>
    public static void Lower(Span<float> demand, ReadOnlySpan<bool> hasEvent)
    {
        var (usual, onEvents) = Most(demand);
        for (var day = 0; day < demand.Length; day++)
        {
            demand[day] = Math.Min(demand[day], hasEvent[day] ? onEvents : usual);
        }
    }

    /// <summary>From how many units on a day should be looked at.</summary>
    /// <param name="most">What is kept of a day.</param>
    /// <param name="usual">The usual day with sales.</param>
    public static double DoubtfulFrom(double most, double usual) =>
        Math.Max(Doubtful * most, DoubtfulTimesUsual * usual);

    private static void Insert(float units, Span<float> largest)
    {
        for (var place = 0; place < largest.Length; place++)
        {
            if (units > largest[place])
            {
                (units, largest[place]) = (largest[place], units);
            }
        }
    }
}
