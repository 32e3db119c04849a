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

    private static int SpeedsOf(JsonNode answer) =>
        answer["speeds"]!.AsArray().Any(row => (bool)row!["is_offered"]!) ? 1 : 0;
}
