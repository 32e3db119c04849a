namespace Quartermaster.Forecasting.Demand;

/// <summary>What is odd about a day of a product's history.</summary>
public enum HistoryFault : byte
{
    /// <summary>More than anybody believes; passed over.</summary>
    BeyondBelief = 1,

    /// <summary>No number, or below 0; passed over.</summary>
    NoNumber = 2,

    /// <summary>Far above the median day, or above all other days of the product, but credible: its product learns
    /// from it, others from what <see cref="Quartermaster.Domain.Demand.LonePeaks"/> keeps of it.</summary>
    FarAboveUsual = 3,

    /// <summary>A regular seller sold nothing for a while; learned from, as days without demand.</summary>
    Silence = 4,

    /// <summary>Sold on days that are called out of stock all day, a tenth or more of its days with sales: what was
    /// sold is taken for the least that was wanted.</summary>
    SoldWhileOut = 5,
}

/// <summary>A day, or the first of several, of a product's history that somebody should look at.</summary>
/// <param name="Row">The product's row.</param>
/// <param name="Day">The day, from the first of the history.</param>
/// <param name="Days">How many days; of days that were sold on while out of stock, those of all the history, which need
/// not follow one another; 1 of a single day.</param>
/// <param name="Fault">What is odd.</param>
/// <param name="Found">Units found; of several days, their mean.</param>
/// <param name="Usual">Units that are usual on a day: the median day with sales; of a silence, the mean day before it;
/// of days sold on while out of stock, the mean day in stock.</param>
public readonly record struct HistoryFinding(
    int Row, int Day, int Days, HistoryFault Fault, double Found, double Usual)
{
    /// <summary>The row of the event that is on, among those planned; −1 for none.</summary>
    public int Event { get; init; } = -1;

    /// <summary>Whether the price is lower than usual.</summary>
    public bool IsCheaper { get; init; }

    /// <summary>Whether the days teach nothing.</summary>
    public bool IsPassedOver => Fault is HistoryFault.BeyondBelief or HistoryFault.NoNumber;
}
