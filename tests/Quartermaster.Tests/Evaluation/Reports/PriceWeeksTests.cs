using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Reports;

public sealed class PriceWeeksTests
{
    private static readonly DateOnly s_monday = new(2025, 1, 6);
    private static readonly FacilityId[] s_centers = [new(1), new(2)];

    private static readonly SharedResource[] s_resources =
    [
        new(new(1), Resource.Storage, StorageClass.Bin, DateOnly.MinValue),
        new(new(1), Resource.Storage, StorageClass.Pallet, DateOnly.MinValue),
        new(new(2), Resource.Inbound, default, DateOnly.MinValue),
    ];

    [Fact]
    public void A_week_shows_the_mean_over_the_days_that_settled_prices()
    {
        var heat = HeatOf(Resource.Storage, (0, [3, 0, 0]), (2, [1, 0, 0]), (8, [0, 0, 0]));

        Assert.Equal(["FC1, bin", "FC2"], heat.Rows);
        Assert.Equal(["6 Jan", "13 Jan"], heat.Columns);
        Assert.Equal([2, 0, 0, 0], heat.Values);
        Assert.Equal("USD per m³ and day", heat.Unit);
    }

    [Fact]
    public void Each_kind_of_room_that_binds_has_a_row_of_its_own()
    {
        var heat = HeatOf(Resource.Storage, (0, [1, 0, 0]), (7, [0, 5, 0]));

        Assert.Equal(["FC1, bin", "FC1, pallet", "FC2"], heat.Rows);
        Assert.Equal([1, 0, 0, 5, 0, 0], heat.Values);
    }

    [Fact]
    public void Inbound_is_told_apart_from_storage()
    {
        var heat = HeatOf(Resource.Inbound, (3, [1, 1, 0.25]));

        Assert.Equal(["FC1", "FC2"], heat.Rows);
        Assert.Equal([0, 0, 0.25, 0], heat.Values);
        Assert.Equal("USD per unit", heat.Unit);
    }

    [Fact]
    public void Days_outside_the_weeks_count_for_nothing() =>
        Assert.Equal([0, 0, 0, 0], HeatOf(Resource.Inbound, (-1, [0, 0, 9]), (14, [0, 0, 9])).Values);

    private static HeatChart HeatOf(Resource resource, params (int Day, double[] Prices)[] days)
    {
        var (diary, free) = (new PriceDiary(), PriceBoard.Free(new(s_resources)));
        foreach (var (day, prices) in days)
        {
            diary.Note(s_monday.AddDays(day), free.At(prices));
        }

        return new PriceWeeks(diary, s_monday, 2, "USD").HeatOf(resource, s_centers, center => $"FC{center.Value}");
    }
}
