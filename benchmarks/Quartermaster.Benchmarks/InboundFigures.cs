using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Benchmarks;

/// <summary>How long the options of a shipment take, by items, centers, units and whether cases break:
/// "dotnet run -c Release -- inbound".</summary>
/// <remarks>Processor time, so that figures of a busy machine can be compared.</remarks>
internal static class InboundFigures
{
    private const int Regions = 200;

    // The most that is counted unit by unit, and what is not.
    private static readonly (string Name, int Units, int CaseUnits)[] s_sizes =
    [
        ("60 units, full cases of 12", 60, 12), ("65 units, one case broken", 65, 12),
        ("1,400 units one by one", 1_400, 1), ("1,401 units by 2, one left", 1_401, 2),
        ("60,000 units by 2", 60_000, 2), ("60,001 units by 2, one left", 60_001, 2),
    ];

    internal static void Print()
    {
        foreach (var centers in (int[])[8, 64])
        {
            var serve = ServeOf(centers);
            foreach (var (name, units, caseUnits) in s_sizes)
            {
                var perItem = 0.0;
                foreach (var items in (int[])[1, 10, 100, 1_000])
                {
                    // What would take minutes is not tried.
                    if (perItem * items < 20)
                    {
                        perItem = Seconds(Inputs(serve, centers, items, units, caseUnits)) / items;
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                            $"{centers} centers, {items} items of {name}: {perItem * items * 1e3:N1} ms"));
                    }
                }
            }
        }
    }

    private static double Seconds(PlacementInputs inputs)
    {
        var rates = new Table<InboundRates>(new InboundRates[inputs.Count]);
        var (start, before) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        if (new InboundOptions(new()).Of(inputs, rates, 4, CancellationToken.None).Count == 0)
        {
            throw new InvalidOperationException("The shipment has no options. Correct the inputs of this benchmark.");
        }

        Console.Write(string.Create(CultureInfo.InvariantCulture,
            $"{(GC.GetAllocatedBytesForCurrentThread() - before) / 1e6:N1} MB allocated; "));
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static PlacementInputs Inputs(ServeCosts serve, int centers, int items, int units, int caseUnits)
    {
        var (rows, of) = (items * centers, Enumerable.Range(0, items));
        var there = Math.Max(1, units / (4 * centers));
        return new()
        {
            CoverDays = 14,
            Products = Groups.OfSizes([.. of.Select(_ => centers)]),
            Facts = new([.. of.Select(i => new PlacedProduct(new(i + 1), (ulong)i + 1, StorageClass.Bin, 1_000, 500))]),
            Inbound = new([.. of.Select(_ => new InboundGoods(units, caseUnits, new(2026, 1, 1)))]),
            Worths = new([.. of.Select(i => new SaleWorth(10 + (i % 7), 0.1))]),
            Demand = new([0.5f], [.. of.Select(_ => (float)Math.Min(units < 10_000 ? 480 : 1e9, units * 1.25))]),
            RegionShares = new(Regions, [.. of.SelectMany(i =>
                Enumerable.Range(0, Regions).Select(region => 1f + (((i * 31) + (region * 17)) % 23)))]),
            Destinations = new([.. of.SelectMany(_ =>
                Enumerable.Range(1, centers).Select(center => new Destination(new(center), MayHold: true)))]),
            Positions = new([.. Enumerable.Range(0, rows).Select(row => new Position(row % (2 * there)))]),
            Yesterday = new(new LastSplit[rows]),
            Overrides = new(new HumanDecision[rows]),
            Serve = serve,
            Prices = PriceBoard.Empty,
        };
    }

    // Centers and regions spread over a square by two steps that share nothing.
    private static ServeCosts ServeOf(int centers)
    {
        static (double X, double Y) At(int i) => (i * 0.618_034 % 1, i * 0.414_214 % 1);
        float[] Cells(Func<double, double> of) =>
            [.. from center in Enumerable.Range(1, centers)
                from region in Enumerable.Range(1, Regions)
                let dx = At(center).X - At(region + 777).X
                let dy = At(center).Y - At(region + 777).Y
                select (float)of(Math.Sqrt((dx * dx) + (dy * dy)))];
        return new([.. Enumerable.Range(1, centers).Select(center => new FacilityId(center))],
            [.. Enumerable.Range(0, Regions).Select(_ => 1f)],
            new(Regions, Cells(far => 1 + (4 * far))), new(Regions, Cells(_ => 0.5)),
            new(Regions, Cells(far => 1 + (3 * far))), new(1, 0.5));
    }
}
