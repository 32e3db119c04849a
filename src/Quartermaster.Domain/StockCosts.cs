namespace Quartermaster.Domain;

/// <summary>What it costs to own a unit too few or too many.</summary>
/// <param name="ShortageCost">Loss per unit of demand not met here, currency; above 0. For the network: margin plus
/// goodwill. For a facility: what it costs more to serve its customers from farther away, lost sales included.</param>
/// <param name="HoldingCostPerUnitDay">Capital and storage of one unit for one day, currency; 0 or more. The price of
/// room comes on top.</param>
/// <param name="ScrapLoss">Loss of a unit that is never sold: its cost less what is recoverable. 0 or more; 0 leaves
/// the risk of staying unsold out.</param>
public readonly record struct StockCosts(double ShortageCost, double HoldingCostPerUnitDay, double ScrapLoss = 0);
