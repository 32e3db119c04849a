using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Planning.Outbound;

/// <summary>What picking and shipping a unit is worth where hands are short, and how that was found.</summary>
public sealed record OutboundPlan
{
    /// <summary>Every limited center and ship day, by center and day.</summary>
    public required Table<OutboundPrice> Rows { get; init; }

    /// <summary>No way of shipping the expected demand within the limits is worth more, currency.</summary>
    public required double Bound { get; init; }

    /// <summary>What the mixture of ways behind the prices is worth.</summary>
    public required double Value { get; init; }

    /// <summary>How many times prices were tried, all days together.</summary>
    public required int Rounds { get; init; }

    /// <summary>Whether every day's bound settled before the work limit.</summary>
    public required bool IsSettled { get; init; }

    /// <summary>The prices as a board. After the last ship day a center's hands cost nothing.</summary>
    public PriceBoard ToBoard() => BoardOf(Rows);

    /// <summary>The prices of rows as a board.</summary>
    /// <param name="rows">By center and day.</param>
    public static PriceBoard BoardOf(Table<OutboundPrice> rows)
    {
        var (resources, prices) = (new List<SharedResource>(), new List<double>());
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows.Rows[i];
            Add(row.Facility, row.ShipDay, row.Price);
            if (i + 1 == rows.Count || rows.Rows[i + 1].Facility != row.Facility
                || rows.Rows[i + 1].ShipDay != row.ShipDay.AddDays(1))
            {
                Add(row.Facility, row.ShipDay.AddDays(1), 0);
            }
        }

        return new(new([.. resources]), new([.. prices]));

        void Add(FacilityId facility, DateOnly day, double price)
        {
            resources.Add(new(facility, Resource.Outbound, default, day));
            prices.Add(price);
        }
    }
}

/// <summary>What a center's hands are worth on a ship day, with the figures that say why.</summary>
/// <param name="Facility">The center.</param>
/// <param name="ShipDay">The UTC day on which goods leave.</param>
/// <param name="Limit">Units that it can still ship.</param>
/// <param name="Wanted">Expected units if every order took its cheapest center.</param>
/// <param name="Units">Expected units at the prices.</param>
/// <param name="Price">Of a unit shipped, currency; 0 where there is room, or where it would be below a thousandth of
/// what a lost unit loses.</param>
public readonly record struct OutboundPrice(
    FacilityId Facility, DateOnly ShipDay, double Limit, double Wanted, double Units, double Price);
