using System.Diagnostics;
using System.Globalization;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>How soon a lane that is imported is in the promises of a service that runs meanwhile: written to the
/// workspace, noticed, its ways laid out, slots opened, and a cart promised by it.</summary>
internal static class LaneImportBench
{
    private const int Imports = 8;
    private const double LongestSeconds = 1;
    private const double GiveUpSeconds = 60;
    private const long StepMicros = 10_000;

    private static readonly Instant s_now = Instant.Of(new(2026, 3, 2), minutes: 600);

    internal static Figure Run(BenchContext context) => RunAsync(context).GetAwaiter().GetResult();

    private static async Task<Figure> RunAsync(BenchContext context)
    {
        var folder = Path.Combine(context.Folder, "lane-import");
        var workspace = Make(folder, OnlineNetwork.Make());
        var plane = await OnlinePlane.OpenAsync(
            workspace, new ClockFrom(s_now), context.Threads, context.Cancel).ConfigureAwait(false);
        var seconds = new List<double>();
        await using (plane.ConfigureAwait(false))
        {
            var lanes = workspace.Tables.Read<Lane>().Rows.ToArray();
            for (var import = 0; import < Imports; import++)
            {
                seconds.Add(await ImportAsync(workspace, plane, lanes, context.Cancel).ConfigureAwait(false));
            }

            if (plane.View.Parts.Follower!.Builds != 1)
            {
                throw new InvalidOperationException("Ways were laid out anew, though only lanes changed.");
            }
        }

        seconds.Sort();
        Directory.Delete(folder, recursive: true);
        var median = (seconds[(Imports - 1) / 2] + seconds[Imports / 2]) / 2;
        return new("routes", string.Create(CultureInfo.InvariantCulture,
            $"one lane imported while the canonical network is served, until a cart is promised by it: {median:0.00} "
            + $"s, at most {seconds[^1]:0.00} s; as imports in {LongestSeconds:0} s"),
            LongestSeconds / median, "imports/s", 1, Imports);
    }

    // The lane that a cart's goods would take last becomes a cent cheaper: so it is taken still.
    private static async Task<double> ImportAsync(
        Workspace workspace, OnlinePlane plane, Lane[] lanes, CancellationToken cancel)
    {
        var (before, last) = Promise(plane);
        var lane = Array.FindIndex(lanes, row => row.Id == last);
        lanes[lane] = lanes[lane] with { CostPerParcel = new(lanes[lane].CostPerParcel.Micros - StepMicros) };
        var clock = Stopwatch.StartNew();
        using (var change = workspace.Change())
        {
            change.Append<Lane>(lanes);
            change.Commit();
        }

        while (Promise(plane).Cost != before - StepMicros)
        {
            await Task.Delay(1, cancel).ConfigureAwait(false);
            if (clock.Elapsed.TotalSeconds > GiveUpSeconds)
            {
                throw new InvalidOperationException($"After {GiveUpSeconds} s the lane is in no promise.");
            }
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static (long Cost, LaneId Last) Promise(OnlinePlane plane)
    {
        var view = plane.View;
        var batch = new CartBatch(view, plane.Now);
        batch.Add(new CartRequest(new(450), plane.Now), [new(new(1), 1)]);
        var offer = batch.Decide([Speed.Standard])[0];
        return offer.IsOffered ? (offer.CostMicros, view.Parts.Routes.Options[offer.Option].LastLane)
            : throw new InvalidOperationException("Nothing is promised to the middle region.");
    }

    // The network's tables with one product, stocked everywhere and sold once.
    private static Workspace Make(string folder, RouteNetwork network)
    {
        var workspace = Workspace.Create(folder);
        using var change = workspace.Change(TableSource.Generated);
        change.AddCodes<ZoneId>(network.Zones.Codes.ToArray());
        change.AddCodes<FacilityId>(Codes("F", network.Facilities.Count));
        change.AddCodes<RegionId>(Codes("R", network.Regions.Count));
        change.AddCodes<LaneId>(Codes("L", network.Lanes.Count));
        change.AddCodes<ProductId>(["P"]);
        change.AddCodes<VendorId>(["V"]);
        change.AddCodes<CategoryId>(["C"]);
        ZoneId ZoneOf(ZoneId zone) => change.Find<ZoneId>(network.Zones.CodeOf(zone.Value));
        change.Append<Facility>(Array.ConvertAll(
            network.Facilities.Rows.ToArray(), row => row with { Zone = ZoneOf(row.Zone) }));
        change.Append<Region>(Array.ConvertAll(
            network.Regions.Rows.ToArray(), row => row with { Zone = ZoneOf(row.Zone) }));
        change.Append<Lane>(network.Lanes.Rows);
        change.Append<Departure>(network.Departures.Rows);
        change.Append<Product>([new(new(1), new(1), StorageClass.Bin, 1_000, 500, 1, default, default,
            ProductStatus.Active)]);
        change.Append<Vendor>([new(new(1), default, 127, 30)]);
        change.Append<Offer>([new(new(1), new(1), default, Money.Of(4), 1, 0, 1_000_000, 5, 1)]);
        change.Append<Rate>([new(new(1), 10, Money.Of(1), default, default, default, default, 50, default)]);
        change.Append<Sale>([new(Label.Of("sold"), 1, Instant.Of(s_now.UtcDay.AddDays(-1)), default, new(1), new(1),
            default, 1, Money.Of(10), Speed.Standard, default, default, new(1), default, default, false)]);
        change.Append<Stock>([.. Enumerable.Range(1, OnlineNetwork.Centers).Select(center =>
            new Stock(new(1), default, new(center), StockState.OnHand, 1_000))]);
        change.Commit();
        return workspace;
    }

    private static IEnumerable<string> Codes(string letter, int count) => Enumerable.Range(1, count)
        .Select(number => letter + number.ToString("000000", CultureInfo.InvariantCulture));
}
