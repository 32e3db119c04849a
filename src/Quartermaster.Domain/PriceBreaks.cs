namespace Quartermaster.Domain;

/// <summary>Lower unit costs for larger order lines: up to three, by rising units. The default means "none".</summary>
/// <param name="FromUnits1">Least units for the first lower cost; 0 for none.</param>
/// <param name="UnitCost1">For every unit of such a line.</param>
/// <param name="FromUnits2">Least units for the second; 0 for none.</param>
/// <param name="UnitCost2">For every unit of such a line.</param>
/// <param name="FromUnits3">Least units for the third; 0 for none.</param>
/// <param name="UnitCost3">For every unit of such a line.</param>
public readonly record struct PriceBreaks(
    int FromUnits1, Money UnitCost1, int FromUnits2, Money UnitCost2, int FromUnits3, Money UnitCost3)
{
    /// <summary>Whether the breaks are in order: rising units, falling costs, none after a gap.</summary>
    /// <param name="unitCost">The cost without a break.</param>
    public bool IsInOrder(Money unitCost) =>
        (FromUnits1 == 0 || (FromUnits1 > 0 && UnitCost1.Micros < unitCost.Micros))
        && (FromUnits2 == 0 || (FromUnits2 > FromUnits1 && FromUnits1 > 0 && UnitCost2.Micros < UnitCost1.Micros))
        && (FromUnits3 == 0 || (FromUnits3 > FromUnits2 && FromUnits2 > 0 && UnitCost3.Micros < UnitCost2.Micros))
        && UnitCost1.Micros >= 0 && UnitCost2.Micros >= 0 && UnitCost3.Micros >= 0;

    /// <summary>What one unit costs in a line of some units.</summary>
    /// <param name="units">Units of the line.</param>
    /// <param name="unitCost">The cost without a break.</param>
    public Money At(long units, Money unitCost) =>
        FromUnits3 > 0 && units >= FromUnits3 ? UnitCost3
        : FromUnits2 > 0 && units >= FromUnits2 ? UnitCost2
        : FromUnits1 > 0 && units >= FromUnits1 ? UnitCost1
        : unitCost;

    /// <summary>The least units of the next lower cost; 0 if there is none.</summary>
    /// <param name="units">Units of the line.</param>
    public int NextAfter(long units) =>
        FromUnits1 > units ? FromUnits1
        : FromUnits2 > units ? FromUnits2
        : FromUnits3 > units ? FromUnits3
        : 0;
}
