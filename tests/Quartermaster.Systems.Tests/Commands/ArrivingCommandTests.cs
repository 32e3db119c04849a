using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary><c>qm promise</c> and <c>qm fulfill</c> count goods on order where the workspace says so.</summary>
public sealed class ArrivingCommandTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private static readonly DateOnly s_ordered = new(2025, 3, 3);

    [Fact]
    public void What_is_on_order_is_promised_and_ordered_once()
    {
        var folder = ExpectedRugs.Copy(corner, s_ordered, share: 0);
        Assert.Equal(0, Offered(5));
        Assert.Equal(1, Offered(12, "--arriving", "0.9"));
        ExpectedRugs.Promise(folder, ExpectedRugs.Share);
        Assert.Equal((1, 0), (Offered(12), Offered(13)));

        // Two are there, three come.
        var file = corner.Write("rugs.csv", "order,line,product,units,region,at",
            "R-1,1,rug,5,dallas,2025-03-03T08:00:00Z", "R-2,1,rug,8,dallas,2025-03-03T08:05:00Z");
        var answer = QmProcess.Run("fulfill", file, "--json", "-w", folder).Json;
        Assert.Equal((1, 1, 3), ((int)answer["committed"]!, (int)answer["refused_orders"]!,
            (int)answer["waiting_units"]!));
        var waiting = answer["waiting"]!.AsArray().Single()!;
        Assert.Equal(("R-1", "rug", "south", 3), ((string)waiting["order"]!, (string)waiting["product"]!,
            (string)waiting["at"]!, (int)waiting["units"]!));

        // Received in two days, made up on the third; the same orders again change nothing.
        var shipped = answer["shipments"]!.AsArray().Single()!;
        Assert.Equal(5, (int)shipped["units"]!);
        Assert.True(DateTimeOffset.Parse((string)shipped["delivery"]!, CultureInfo.InvariantCulture)
            > new DateTimeOffset(2025, 3, 6, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, (int)QmProcess.Run("fulfill", file, "--json", "-w", folder).Json["repeated"]!);

        // Seven of ten are left, and none that is there.
        Assert.Equal((1, 0), (Offered(7), Offered(8)));
        Assert.Equal((1, 0), (Offered(7, "--arriving", "0.5"), Offered(8, "--arriving", "0.5")));

        int Offered(int units, params string[] more) => SpeedsOf(QmProcess.Run([
            "promise", "--to", "dallas", "--line", $"rug:{units}", "--at", "2025-03-03T10:00Z", "--json",
            "-w", folder, .. more]).Json);
    }

    [Fact]
    public void What_is_not_found_is_made_up_from_what_comes_and_parcels_that_wait_are_named_when_others_leave()
    {
        var folder = ExpectedRugs.Copy(corner, s_ordered, ExpectedRugs.Share);
        QmProcess.Run("fulfill", corner.Write("rugs-short.csv", "order,line,product,units,region,at",
            "S-1,1,rug,5,dallas,2025-03-03T08:00:00Z", "S-2,1,tea,1,dallas,2025-03-03T08:00:00Z"), "-w", folder);
        var told = QmProcess.Run("fulfill", "--changes",
            corner.Write("short.csv", "change,order,product,facility,units", "k-1,S-1,rug,south,1"),
            "--at", "2025-03-03T09:00Z", "--json", "-w", folder);
        Assert.Equal(0, told.Code);
        Assert.Equal((1, 0, 1), ((int)told.Json["made"]!, (int)told.Json["units_left"]!,
            (int)told.Json["changes_made"]![0]!["waiting_units"]!));

        // Who names the order takes it to have left; the day's other parcels leave.
        var one = QmProcess.Run("ship", "--order", "S-1", "--json", "-w", folder);
        Assert.Equal((1, 0, 1), (one.Code, (int)one.Json["parcels"]!, (int)one.Json["parcels_waiting"]!));
        var row = one.Json["waiting"]!.AsArray().Single()!;
        Assert.Equal(("S-1", "south", "rug", 4), ((string)row["order"]!, (string)row["at"]!, (string)row["product"]!,
            (int)row["units"]!));
        var all = QmProcess.Run("ship", "--through", "2025-03-31", "-w", folder);
        Assert.Equal(0, all.Code);
        Assert.Contains("Shipped 1 order; 1 parcel due waits for goods on their way.", all.Output,
            StringComparison.Ordinal);
        Assert.Contains("still on its way: S-1.", all.Output, StringComparison.Ordinal);
    }

    private static int SpeedsOf(JsonNode answer) =>
        answer["speeds"]!.AsArray().Any(row => (bool)row!["is_offered"]!) ? 1 : 0;
}
