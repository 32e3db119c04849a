namespace Quartermaster.Evaluation.Generation;

/// <summary>What customers want, day by day: the same for every policy (common random numbers).</summary>
/// <remarks>An order says by itself how its customer answers to a slow promise (<see cref="WantedOrder.Accepts"/>) and
/// a
/// line what the customer takes instead (<see cref="WantedLine.Substitute"/>), so nothing a policy does moves a draw.
/// </remarks>
public interface IDemandSource
{
    /// <summary>The first day that has orders.</summary>
    DateOnly FirstDay { get; }

    /// <summary>The last day that has orders.</summary>
    DateOnly LastDay { get; }

    /// <summary>Fills in the orders of a UTC day, sorted by instant; none outside the known days.</summary>
    /// <param name="day">The day; days may be asked in any order, and twice.</param>
    /// <param name="orders">Overwritten; reuse it, its memory is kept.</param>
    void Load(DateOnly day, DayOrders orders);
}
