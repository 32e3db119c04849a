using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Whether a day far above all others is one of an event, or of a lower price, and whether other such days of
/// the product bear it out.</summary>
/// <remarks>Events of one name are alike, and those without a name of one kind. Looked up for single days: O(events ×
/// their days).</remarks>
internal static class EventPeaks
{
    // From which share of the day on another bears it out.
    private const double Share = 1.0 / LonePeaks.Doubtful;
    private const double Lower = 0.97;

    /// <summary>What is on, on a day of a product.</summary>
    /// <param name="inputs">The histories and what is planned.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="demand">Its demand by day.</param>
    /// <param name="day">The day.</param>
    /// <returns>The row of an event, −1 for none, one that is borne out before others; whether the price is lower
    /// than usual; and whether another day of such an event, or of a lower price, is a third as high or more.</returns>
    internal static (int Event, bool IsCheaper, bool IsBorneOut) On(
        DemandInputs inputs, int row, ReadOnlySpan<float> demand, int day)
    {
        var events = inputs.Events.Rows;
        var (product, at) = (inputs.Products.Rows[row], -1);
        var date = inputs.FirstDay.AddDays(day);
        for (var i = 0; i < events.Length; i++)
        {
            if (Touches(events[i], product) && events[i].FirstDay <= date && events[i].LastDay >= date)
            {
                at = at < 0 ? i : at;
                for (var other = 0; other < events.Length; other++)
                {
                    if (Touches(events[other], product) && AreAlike(events[i], events[other])
                        && HasHighDay(inputs, events[other], demand, day))
                    {
                        return (i, IsCheaper(inputs, row, day), true);
                    }
                }
            }
        }

        var (isCheaper, isBorneOut) = (IsCheaper(inputs, row, day), false);
        for (var other = 0; isCheaper && other < demand.Length; other++)
        {
            isBorneOut |= IsHigh(demand, other, day) && IsCheaper(inputs, row, other);
        }

        return (at, isCheaper, isBorneOut);
    }

    private static bool Touches(in PlannedEvent planned, in ProductFacts product) => planned.Product.Value != 0
        ? planned.Product == product.Product
        : planned.Category.Value == 0 || planned.Category == product.Category;

    private static bool AreAlike(in PlannedEvent one, in PlannedEvent other) =>
        one.Name == other.Name && (one.Name.Value != 0 || one.Kind == other.Kind);

    private static bool HasHighDay(
        DemandInputs inputs, in PlannedEvent planned, ReadOnlySpan<float> demand, int day)
    {
        var first = Math.Max(0, planned.FirstDay.DayNumber - inputs.FirstDay.DayNumber);
        var last = Math.Min(demand.Length - 1, planned.LastDay.DayNumber - inputs.FirstDay.DayNumber);
        for (var other = first; other <= last; other++)
        {
            if (IsHigh(demand, other, day))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHigh(ReadOnlySpan<float> demand, int other, int day) =>
        other != day && demand[other] >= Share * demand[day];

    private static bool IsCheaper(DemandInputs inputs, int row, int day) =>
        CleanHistory.PriceRatio(inputs.PriceRatios.Row(row), day) < Lower;
}
