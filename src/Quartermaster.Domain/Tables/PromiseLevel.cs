namespace Quartermaster.Domain.Tables;

/// <summary>The level at which promises of a speed to a region are planned from a day on: so many parcels are to be
/// there in time.</summary>
/// <param name="Region">Where to.</param>
/// <param name="Speed">The speed that customers choose.</param>
/// <param name="FromDay">The first day; it holds until the next row of the region and speed.</param>
/// <param name="Level">The share of transit times planned with; 0.5 to 0.999.</param>
public readonly record struct PromiseLevel(
    RegionId Region,
    Speed Speed,
    DateOnly FromDay,
    double Level) : IRow<PromiseLevel>
{
    /// <summary>The least level there is: the median.</summary>
    public const double Least = 0.5;

    /// <summary>The greatest level there is.</summary>
    public const double Most = 0.999;

    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("promise_levels", KeyLength: 3,
    [
        Column.Code<RegionId>("region", "where to"),
        Column.Choice<Speed>("speed", "the speed that customers choose"),
        Column.Day("from_day", "first day; it holds until the next row"),
        Column.Number("level", "the share of transit times planned with, as qm calibrate --write learns it",
            Least, Most),
    ]);
}
