namespace Quartermaster.Forecasting.StockOuts;

/// <summary>The settings of what hours without stock would have sold.</summary>
public sealed record StockOutPolicy
{
    /// <summary>Units of a category that weigh as much as the hours of all products.</summary>
    public double CategoryUnits { get; init; } = 200;

    /// <summary>Units of a product that weigh as much as the hours of its category.</summary>
    public double ProductUnits { get; init; } = 50;

    /// <summary>Days over which half of what a day says of another's level is forgotten.</summary>
    public double HalfLifeDays { get; init; } = 3;

    /// <summary>How often profile and levels are measured against each other, at least 1.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Whether Saturday and Sunday have hours of their own.</summary>
    public bool Weekends { get; init; } = true;
}
