using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>What a workspace's tables say of goods on order that may be promised.</summary>
internal static class PromisedArrivals
{
    /// <summary>Goods on their way. What comes after the days that routes cover is left out: nothing can be promised of
    /// it before it comes nearer.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="share">The share of deliveries that are to be there by their minute, below 1; 0 for nothing.
    /// </param>
    /// <param name="day">The day (UTC).</param>
    /// <param name="free">What of each slot is free, live.</param>
    /// <returns>Null where nothing may be promised.</returns>
    internal static ArrivingGoods? Of(StoredTables tables, double share, DateOnly day, LiveRooms free) => share <= 0
        ? null
        : new(ArrivalBook.Of(tables.Read<PurchaseOrderLine>(), tables.Read<Receipt>(), share, day)
            .Where(one => !IsFarOff(one, day)), free, (float)share);

    /// <summary>Whether goods come after the days that routes cover.</summary>
    /// <param name="arrival">The goods.</param>
    /// <param name="day">The day (UTC) from which on routes are laid out.</param>
    internal static bool IsFarOff(in Arrival arrival, DateOnly day) =>
        arrival.ReadyMinute >= Instant.Of(day.AddDays(Networks.RouteDays - 1)).UnixMinutes;
}
