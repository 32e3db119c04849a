using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain;

/// <summary>Whether and until when a product is bought and sold. The default of a day means "not known".</summary>
/// <param name="Status">Whether it is bought and sold.</param>
/// <param name="LaunchDay">First day on sale; demand before it is no demand, which the forecast knows.</param>
/// <param name="EndDay">Last day on sale.</param>
public readonly record struct ProductLife(ProductStatus Status, DateOnly LaunchDay, DateOnly EndDay)
{
    /// <summary>The number of days, from a day on, that the product is still sold; none once it has ended.</summary>
    public int DaysLeft(DateOnly today) =>
        Status == ProductStatus.Ended ? 0
        : EndDay == default ? int.MaxValue
        : Math.Max(0, EndDay.DayNumber - today.DayNumber + 1);
}
