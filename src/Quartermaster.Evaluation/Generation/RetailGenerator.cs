using System.Runtime.InteropServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.History;
using Quartermaster.Evaluation.Generation.Places;
using Quartermaster.Evaluation.Generation.Truth;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation;

/// <summary>Makes up a retailer: its network, products, vendors and customers, and the history they left
/// behind.</summary>
/// <remarks>
/// Deterministic: the same settings give the same rows at any number of threads, and more products change none of those
/// there were. Streams: only one wave of aisles of a hundred products is in memory, whatever the size. Linear in
/// products and days; figures in the README.
/// </remarks>
/// <param name="sample">Which retailer.</param>
public sealed class RetailGenerator(SampleRetail sample)
{
    private const int AislesPerWave = 8;

    /// <summary>Writes all tables; the caller commits.</summary>
    /// <param name="tables">Where what engines may read goes; in key order, large tables in blocks.</param>
    /// <param name="truth">Where the hidden truth goes.</param>
    /// <param name="threads">How many threads to use; 1 or more.</param>
    /// <param name="progress">Told after each wave; may be null.</param>
    /// <param name="cancel">Asked between aisles; nothing is committed then.</param>
    /// <exception cref="ArgumentException">The settings are out of range.</exception>
    public void Write(
        ITableWriter tables,
        ITruthWriter truth,
        int threads = 1,
        Action<GenerationProgress>? progress = null,
        CancellationToken cancel = default)
    {
        foreach (var wrong in sample.Check())
        {
            throw new ArgumentException(wrong);
        }

        var network = new Network(sample.Facilities);
        network.Write(tables, sample.FirstDay, sample.FirstDay.AddDays(sample.AllDays - 1));
        var assortment = new Assortment(tables, sample);
        var world = new HistoryWorld(sample, network, tables);
        MarketFacts.WriteEvents(tables, sample, world.Demand.Years);
        MarketFacts.WriteRates(tables);
        MarketFacts.WriteTruth(tables, truth, sample);
        var loads = new FacilityLoads(sample.Days, world.Map.Count);
        for (var first = 0; first < sample.AisleCount; first += AislesPerWave)
        {
            var count = Math.Min(AislesPerWave, sample.AisleCount - first);
            WriteWave(first, count, world, assortment, tables, truth, loads, threads, cancel);
            progress?.Invoke(new(first + count, sample.AisleCount));
        }

        CapacityPlan.Write(tables, world, loads);
    }

    private static void WriteWave(
        int first, int count, HistoryWorld world, Assortment assortment, ITableWriter tables, ITruthWriter truth,
        FacilityLoads loads, int threads, CancellationToken cancel)
    {
        var aisles = new Aisle[count];
        var played = new (AisleRows Rows, FacilityLoads Loads)[count];
        var vendors = Enumerable.Range(first * VendorFact.PerAisle, count * VendorFact.PerAisle)
            .Select(i => tables.Find<VendorId>(VendorFact.CodeOf(i))).Chunk(VendorFact.PerAisle).ToArray();
        var ids = Enumerable.Range(first * SampleRetail.ProductsPerAisle, count * SampleRetail.ProductsPerAisle)
            .Select(i => tables.Find<ProductId>(ProductDraw.CodeOf(i))).Chunk(SampleRetail.ProductsPerAisle).ToArray();
        Blocks.Run(count, 1, threads, block =>
        {
            aisles[block.Index] = new(first + block.Index, world.Sample, world.Demand.Years);
            played[block.Index] = AisleHistory.Play(
                aisles[block.Index], world, ids[block.Index], vendors[block.Index]);
        }, cancel);

        for (var i = 0; i < count; i++)
        {
            assortment.Write(aisles[i]);
            WriteRows(played[i].Rows, tables, truth);
            WriteTruth(aisles[i], ids[i], vendors[i], truth);
            loads.Add(played[i].Loads);
        }
    }

    private static void WriteRows(AisleRows rows, ITableWriter tables, ITruthWriter truth)
    {
        tables.Append<Sale>(CollectionsMarshal.AsSpan(rows.Sales));
        tables.Append<CustomerReturn>(CollectionsMarshal.AsSpan(rows.Returns));
        tables.Append<View>(CollectionsMarshal.AsSpan(rows.Views));
        tables.Append<PurchaseOrderLine>(CollectionsMarshal.AsSpan(rows.PurchaseOrders));
        tables.Append<Receipt>(CollectionsMarshal.AsSpan(rows.Receipts));
        tables.Append<Stock>(CollectionsMarshal.AsSpan(rows.Stock));
        truth.Append<TrueDemand>(CollectionsMarshal.AsSpan(rows.Truth));
    }

    private static void WriteTruth(Aisle aisle, ProductId[] ids, VendorId[] vendors, ITruthWriter truth)
    {
        truth.Append<TrueProduct>([.. aisle.Products.Select((fact, i) => new TrueProduct(
            ids[i], fact.Level, fact.Shape, fact.UnitsPerLine, fact.Elasticity,
            fact.Trend, fact.Category.SpeedDecay))]);
        truth.Append<TrueVendor>([.. aisle.Vendors.Select((fact, i) => new TrueVendor(
            vendors[i], fact.MeanDays, fact.Shape, fact.ShortShare, fact.PartShare))]);
    }
}

/// <summary>How far a generator is.</summary>
/// <param name="AislesDone">Aisles written.</param>
/// <param name="Aisles">Aisles in all.</param>
public readonly record struct GenerationProgress(int AislesDone, int Aisles)
{
    /// <summary>0 to 1.</summary>
    public double Share => (double)AislesDone / Aisles;
}
