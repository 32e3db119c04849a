using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>Orders that are decided and not picked yet, and everything the backlog engine may look at.</summary>
/// <remarks>Leave out orders whose picking has begun. What changed in the world is an input like any other: a
/// replenishment is units free; a cancelled order is left out, its units free; a short pick is a row with fewer units;
/// an address change is another region in the request; capacity lost is fewer slots free.</remarks>
public sealed record BacklogInputs
{
    /// <summary>The open orders with the tables that their decisions look at. <c>At</c> of a request is now, its
    /// deadline the promise. Units free and slots are those that nobody holds: what the open orders hold comes on top.
    /// </summary>
    public required OrderInputs Orders { get; init; }

    /// <summary>What each order holds now, as the orders engine writes it: <see cref="OrderInputs.FacilitiesPerLine"/>
    /// rows per line. A line of which too little is held, or by a way that no longer delivers in time, counts as not
    /// shipped; what it holds is free for others.</summary>
    public required Table<ShipmentRow> Present { get; init; }

    /// <summary>Who orders, one per order: open orders of one party to one region may share parcels. 0 for an order
    /// that shares with none; no rows if none does.</summary>
    public Table<int> Parties { get; init; } = new([]);

    /// <summary>What does not fit together; nothing is decided then.</summary>
    public IReadOnlyList<Finding> Check() =>
        Present.Count != Orders.FirstRow(Orders.Count)
            ? [new(-1, $"The present plan has {Present.Count} rows for {Orders.Lines.Count} lines: "
                + $"{OrderInputs.FacilitiesPerLine} per line are expected. "
                + "Give each order the rows that the orders engine wrote for it.")]
        : Parties.Count != 0 && Parties.Count != Orders.Count
            ? [new(-1, $"{Parties.Count} parties are named for {Orders.Count} orders: one per order, or none, are "
                + "expected. Write 0 for an order that shares parcels with none.")]
        : [];
}
