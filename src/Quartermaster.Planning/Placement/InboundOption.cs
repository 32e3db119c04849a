using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>One way to send a shipment to centers, with what it is expected to cost.</summary>
/// <param name="OnlyCenter">The center that gets everything; none for the recommended option.</param>
/// <param name="Rows">What goes where: every product, rows without units left out.</param>
/// <param name="Costs">The parts of its fee that are not 0, in the order of <see cref="InboundReason"/>.</param>
public sealed record InboundOption(
    FacilityId OnlyCenter, IReadOnlyList<PlacementRow> Rows, IReadOnlyList<InboundCost> Costs)
{
    /// <summary>Whether each product goes the way that costs least.</summary>
    public bool IsRecommended => OnlyCenter == default;

    /// <summary>The sum of its costs.</summary>
    public MoneySum Fee => Costs.Aggregate(default(MoneySum), (sum, cost) => sum + cost.Amount);
}

/// <summary>A part of an option's fee.</summary>
/// <param name="Because">Why.</param>
/// <param name="Amount">How much, currency; below 0 where the shipment saves it.</param>
public readonly record struct InboundCost(InboundReason Because, MoneySum Amount);

/// <summary>What a unit of a product costs a center, wherever it is. Changes with rates.</summary>
/// <param name="ReceivePerUnit">Receiving it, currency; 0 or more.</param>
/// <param name="OrderPerLine">Receiving a line of it, however many units, currency; 0 or more.</param>
/// <param name="StoragePerUnitDay">Its room for a day at the stated rate, currency; 0 or more.</param>
/// <param name="PickPerUnit">Picking it, currency; 0 or more.</param>
public readonly record struct InboundRates(
    double ReceivePerUnit, double OrderPerLine, double StoragePerUnitDay, double PickPerUnit)
{
    private const double Most = 1e9;

    /// <summary>Whether all of them are numbers from 0 to 10⁹.</summary>
    internal bool AreNumbers => ReceivePerUnit is >= 0 and <= Most && OrderPerLine is >= 0 and <= Most
        && StoragePerUnitDay is >= 0 and <= Most && PickPerUnit is >= 0 and <= Most;
}

/// <summary>Why an option costs what it costs. Amounts are currency.</summary>
public enum InboundReason : byte
{
    /// <summary>Receiving the units.</summary>
    Receiving = 1,

    /// <summary>Receiving a line: each product at each center that gets some of it.</summary>
    Lines = 2,

    /// <summary>Room over the cover days, at the stated rate.</summary>
    Storage = 3,

    /// <summary>Picking the units for customers.</summary>
    Picking = 4,

    /// <summary>Freight to customers of what is expected to be sold, beyond what it would be without the shipment.
    /// </summary>
    Freight = 5,

    /// <summary>Sales lost because customers are served later than from the center nearest to them.</summary>
    SlowerPromises = 6,

    /// <summary>The price of room where it is scarce.</summary>
    RoomPrice = 7,

    /// <summary>The price of hands that receive, where they are scarce.</summary>
    InboundPrice = 8,
}
