namespace Quartermaster.Domain;

/// <summary>The least value of one purchase order that a vendor accepts. The default means "none".</summary>
/// <param name="Value">Currency, 0 or more; for all lines to one ship-to on one day together.</param>
public readonly record struct OrderMinimum(Money Value);
