using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>Keeps the prices of shared room that a simulated company decided at. Looks on; changes no value.</summary>
public sealed class PriceDiary
{
    private readonly List<DateOnly> _days = [];
    private readonly List<PricedDay> _prices = [];

    /// <summary>The days on which prices were settled, ascending: those on which something was bought.</summary>
    public IReadOnlyList<DateOnly> Days => _days;

    /// <summary>The prices above 0, by day; what is not listed bound nothing on that day.</summary>
    public IReadOnlyList<PricedDay> Prices => _prices;

    /// <summary>Notes the prices that a day's plan settled on.</summary>
    /// <param name="day">The day; later than those noted before.</param>
    /// <param name="board">The prices.</param>
    public void Note(DateOnly day, PriceBoard board)
    {
        _days.Add(day);
        for (var i = 0; i < board.Count; i++)
        {
            if (board.Prices.Rows[i] is > 0 and var price)
            {
                var (facility, resource, storageClass, _) = board.Resources.Rows[i];
                _prices.Add(new(day, facility, resource, storageClass, price));
            }
        }
    }
}

/// <summary>What a shared resource cost on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Facility">Where.</param>
/// <param name="Resource">What is limited.</param>
/// <param name="StorageClass">For storage: which kind of room.</param>
/// <param name="Price">Storage: currency per m³ and day; inbound: currency per unit.</param>
public readonly record struct PricedDay(
    DateOnly Day, FacilityId Facility, Resource Resource, StorageClass StorageClass, double Price);
