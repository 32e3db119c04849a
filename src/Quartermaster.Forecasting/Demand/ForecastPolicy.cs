namespace Quartermaster.Forecasting.Demand;

/// <summary>The settings of the statistical forecasters.</summary>
public sealed record ForecastPolicy
{
    /// <summary>Days that saw less than this share of views in stock teach nothing; better ones are scaled
    /// up.</summary>
    public double LeastInStockShare { get; init; } = 0.05;

    /// <summary>How many products patterns are learned from at most; which ones, their keys decide.</summary>
    public int MostProductsLearnedFrom { get; init; } = 50_000;

    /// <summary>Units of a category's own sales that weigh as much as all products' week.</summary>
    public double WeekdayUnits { get; init; } = 300;

    /// <summary>Event days (in information, not in number) that weigh as much as what other categories show.</summary>
    public double EffectDays { get; init; } = 10;

    /// <summary>Units of a product's recent sales that weigh as much as its whole past.</summary>
    public double PastUnits { get; init; } = 2;

    /// <summary>Half-lives of a product's level to choose from, in days.</summary>
    public IReadOnlyList<double> HalfLives { get; init; } = [14, 28, 56, 112];

    /// <summary>Days over which half of what is known of a product's spread is forgotten.</summary>
    public double SpreadHalfLife { get; init; } = 112;

    /// <summary>Days of a product's own residuals that weigh as much as its category's spread.</summary>
    public double SpreadDays { get; init; } = 60;

    /// <summary>Weeks of a fast mover's own errors that weigh as much as its category's.</summary>
    public double SpreadWeeks { get; init; } = 15;

    /// <summary>Products that a category needs for settings of its own.</summary>
    public int LeastProducts { get; init; } = 20;

    /// <summary>Whether the textbooks' forecasters, ETS and Croston, are fitted as well.</summary>
    public bool Challengers { get; init; }
}
