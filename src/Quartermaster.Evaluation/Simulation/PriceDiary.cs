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

    /// <summary>Notes the prices that a day's plan settled on; of receiving, which has one by due day, the highest.
    /// </summary>
    /// <param name="day">The day; later than those noted before.</param>
    /// <param name="board">The prices.</param>
    public void Note(DateOnly day, PriceBoard board)
    {
        _days.Add(day);
        foreach (var place in board.Resources.Rows.ToArray().Select(row => row with { FromDay = default }).Distinct())
        {
            if (board.HighestPriceOf(place) is > 0 and var price)
            {
                _prices.Add(new(day, place.Facility, place.Resource, place.StorageClass, price));
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
