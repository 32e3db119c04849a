namespace Quartermaster.Evaluation.MultiItem;

/// <summary>A few weeks of orders that wait before they are picked, while stock comes in and things go wrong.</summary>
public sealed record BacklogSettings
{
    /// <summary>Days simulated, 1 or more; orders of the last ones are still shipped.</summary>
    public int Days { get; init; } = 24;

    /// <summary>Orders a day, the empty ones left out; 1 or more.</summary>
    public int OrdersPerDay { get; init; } = 200;

    /// <summary>Days from the order to the last departure that keeps its promise; 0 to 5.</summary>
    public int WaitDays { get; init; } = 3;

    /// <summary>Days between deliveries of an item to an FC; 1 or more. Each brings the mean demand of so many days
    /// × a draw of 0.4 to 1.6.</summary>
    public int DeliveryDays { get; init; } = 4;

    /// <summary>What all deliveries bring, as a share of mean demand; more than 0. A little more than 1 is a retailer
    /// who seldom runs out everywhere, but often somewhere.</summary>
    public double Supply { get; init; } = 1.1;

    /// <summary>Share of orders cancelled on the next day; 0 to 1.</summary>
    public double CancelShare { get; init; } = 0.04;

    /// <summary>Share of order lines not found at picking, on the morning of the ship day; 0 to 1.</summary>
    public double ShortShare { get; init; } = 0.015;

    /// <summary>Share of FC × day on which picking capacity is less than planned, known the day before; 0 to 1.
    /// </summary>
    public double LowCapacityShare { get; init; } = 0.1;

    /// <summary>What an FC can then pick, as a share of its mean; normally it is 1.5 of it.</summary>
    public double LowCapacity { get; init; } = 0.8;
}
