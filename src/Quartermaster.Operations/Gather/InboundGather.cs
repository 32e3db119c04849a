using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Operations.Gather;

/// <summary>Lays out what the options of a vendor's shipment are made from: what is served by alone, no forecast.
/// </summary>
/// <remarks>As many units are taken to be wanted as there will be, of each product, by regions in their shares of its
/// demand: where goods should rest until all of them are sold does not depend on how long that takes.</remarks>
public static class InboundGather
{
    private const int MostUnits = 1_000_000_000;

    /// <summary>The inputs of the options.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="policy">What is assumed.</param>
    /// <param name="board">The last plan's prices of what is scarce.</param>
    /// <param name="lines">What comes; a product once.</param>
    /// <param name="day">When it is expected.</param>
    public static PlacementInputs Inputs(
        CompanyFacts facts, GatherPolicy policy, PriceBoard board, IReadOnlyList<ArrivingLine> lines, DateOnly day)
    {
        int[] rows = [.. lines.Select(line => line.Row)];
        InboundGoods[] inbound = [.. lines.Select(line => new InboundGoods(line.Units, line.UnitsPerCase, day))];
        return PlacementGather.LaidOut(facts, policy, rows, inbound) with
        {
            Demand = new([0.5f], [.. lines.Select(WantedOf)]),
            Positions = new([.. lines.SelectMany(line => line.There).Select(units =>
                new Position((int)Math.Clamp(units, -MostUnits, MostUnits)))]),
            Prices = board,
        };
    }

    /// <summary>What a unit of each line costs a center.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="lines">What comes.</param>
    public static Table<InboundRates> Rates(CompanyFacts facts, IReadOnlyList<ArrivingLine> lines) => new(
        [.. lines.Select(line =>
        {
            var (economics, terms) = (facts.Economics.Rows[line.Row],
                facts.ShipTerms.Rows[facts.Products.Rows[line.Row].Id.Value]);
            return new InboundRates(economics.ReceivePerUnit, economics.OrderPerLine, economics.StoragePerUnitDay,
                terms.PickPerUnit.Micros / 1e6);
        })]);

    /// <summary>Units in a case of a product, as a vendor's offer says, else the usual offer, else the product itself.
    /// </summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="vendor">Who sends; none where that is not known.</param>
    public static int CaseOf(CompanyFacts facts, int row, VendorId vendor) =>
        PlacementGather.CaseOf(facts, row, vendor) ?? Math.Max(1, facts.UsualOfferOf(row) is >= 0 and var offer
            ? facts.Offers.Rows[offer].UnitsPerCase : facts.Products.Rows[row].UnitsPerCase);

    private static float WantedOf(ArrivingLine line)
    {
        long units = line.Units;
        foreach (var there in line.There)
        {
            units += Math.Clamp(there, 0, MostUnits);
        }

        return Math.Min(units, MostUnits);
    }
}

/// <summary>A product of a shipment.</summary>
/// <param name="Row">The product's row.</param>
/// <param name="Units">How many come; 1 or more.</param>
/// <param name="UnitsPerCase">How many are in a case; 1 or more.</param>
/// <param name="There">By center: units there or on their way.</param>
public sealed record ArrivingLine(int Row, int Units, int UnitsPerCase, IReadOnlyList<long> There);
