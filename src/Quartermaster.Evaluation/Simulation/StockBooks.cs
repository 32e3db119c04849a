using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>Values the goods of a simulated company: at the end of every day, on arrival, at start and end.</summary>
internal sealed class StockBooks(CompanyFacts facts)
{
    private readonly Dictionary<(int Center, StorageClass Class), double> _volumes = [];

    /// <summary>Counts what a delivery costs.</summary>
    internal void Pay(Tally tally, in Arrival arrival)
    {
        var economics = facts.Economics.Rows[facts.RowOf(arrival.Product)];
        tally.Purchases += arrival.UnitCost * (arrival.Units + arrival.DamagedUnits);
        tally.Handling += Exact(economics.ReceivePerUnit * (arrival.Units + arrival.DamagedUnits));
    }

    /// <summary>Counts what ordering and receiving lines costs, however large they are.</summary>
    internal void Order(Tally tally, ReadOnlySpan<ReleaseLine> lines)
    {
        tally.PurchaseLines += lines.Length;
        foreach (ref readonly var line in lines)
        {
            tally.Handling += Exact(facts.Economics.Rows[facts.RowOf(line.Product)].OrderPerLine);
        }
    }

    /// <summary>What all goods on hand are worth: units that customers will soon want at cost, the rest at the stated
    /// salvage share of it.</summary>
    /// <param name="ledger">The goods.</param>
    /// <param name="wanted">Units wanted per product row (<see cref="WantedAhead"/>).</param>
    internal StockWorth Worth(GoodsLedger ledger, long[] wanted)
    {
        var worth = default(StockWorth);
        for (var row = 0; row < facts.Products.Count; row++)
        {
            var (economics, units) = (facts.Economics.Rows[row], OnHand(ledger, row));
            var sold = Math.Min(units, wanted[row]);
            var salvage = economics.UnitCost * economics.SalvageShare;
            worth = new(worth.Recoverable + Exact((sold * economics.UnitCost) + ((units - sold) * salvage)),
                worth.Salvage + Exact(units * salvage));
        }

        return worth;
    }

    /// <summary>Counts a day's holding.</summary>
    internal void Close(GoodsLedger ledger, DateOnly day, Tally? tally)
    {
        if (tally is null)
        {
            return;
        }

        _volumes.Clear();
        for (var row = 0; row < facts.Products.Count; row++)
        {
            var economics = facts.Economics.Rows[row];
            var units = OnHand(ledger, row);
            tally.UnitDays += units;
            tally.StockValueDays += Exact(units * economics.UnitCost);
            tally.Capital += Exact(units * economics.CapitalPerUnitDay);
            tally.Storage += Exact(units * economics.StoragePerUnitDay);
            AddVolumes(ledger, row);
        }

        tally.Days++;
        foreach (var capacity in facts.Capacities.InForce(day))
        {
            if (capacity.Resource == Resource.Storage && capacity.Hard > 0
                && facts.CenterOf(capacity.Facility) is >= 0 and var center)
            {
                var used = _volumes.GetValueOrDefault((center, capacity.StorageClass)) / capacity.Hard;
                tally.CubeUsed += used;
                tally.FacilityDays++;
                tally.OverflowFacilityDays += used > 1 ? 1 : 0;
            }
        }
    }

    private long OnHand(GoodsLedger ledger, int row)
    {
        var sum = 0L;
        foreach (var center in facts.Centers)
        {
            sum += ledger.OnHand(facts.Products.Rows[row].Id, center);
        }

        return sum;
    }

    private void AddVolumes(GoodsLedger ledger, int row)
    {
        var product = facts.Products.Rows[row];
        for (var center = 0; center < facts.Centers.Length; center++)
        {
            var key = (center, product.StorageClass);
            _volumes[key] = _volumes.GetValueOrDefault(key)
                + (ledger.OnHand(product.Id, facts.Centers[center]) * product.VolumeCubicCentimeters * 1e-6);
        }
    }

    private static MoneySum Exact(double amount) => new((Int128)Math.Round(amount * 1e6));
}
