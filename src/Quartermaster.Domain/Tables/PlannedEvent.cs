namespace Quartermaster.Domain.Tables;

/// <summary>A planned happening known ahead.</summary>
/// <param name="Event">The event.</param>
/// <param name="Category">Whose products; empty for all.</param>
/// <param name="Product">Which product; empty for the category.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Name">What it is called; what happened under a name before is expected of the next.</param>
/// <param name="FirstDay">First day.</param>
/// <param name="LastDay">Last day.</param>
/// <param name="Strength">Expected demand as a multiple of usual; 0 if not known.</param>
public readonly record struct PlannedEvent(
    EventId Event,
    CategoryId Category,
    ProductId Product,
    EventKind Kind,
    EventNameId Name,
    DateOnly FirstDay,
    DateOnly LastDay,
    double Strength) : IRow<PlannedEvent>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("events", KeyLength: 3,
    [
        Column.Code<EventId>("event", "the event"),
        Column.Code<CategoryId>("category", "whose products; empty for all").Or(),
        Column.Code<ProductId>("product", "which product; empty for the category").Or(),
        Column.Choice<EventKind>("kind", "what happens"),
        Column.Code<EventNameId>("name",
            "what it is called; events of all products or a category are expected to be like those of the "
                + "name before").Or(),
        Column.Day("first_day", "first day"),
        Column.Day("last_day", "last day"),
        Column.Number("strength", "expected demand as a multiple of usual; 0 if not known", 0, 1_000).Or(0),
    ]);
}
