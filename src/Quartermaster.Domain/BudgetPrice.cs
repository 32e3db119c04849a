namespace Quartermaster.Domain;

/// <summary>The shadow price of the money that may be spent today.</summary>
/// <param name="PerCurrencyUnit">What spending one currency unit costs beyond itself, 0 or more; 0 where the budget
/// does not bind.</param>
public readonly record struct BudgetPrice(double PerCurrencyUnit);
