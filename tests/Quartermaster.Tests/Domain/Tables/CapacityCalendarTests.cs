using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Xunit;

namespace Quartermaster.Tests.Domain.Tables;

public sealed class CapacityCalendarTests
{
    private static readonly DateOnly s_day = new(2026, 3, 2);

    // In no order: room for bins grows in ten days and shrinks again in twenty; pallets and shipping have rows of
    // their own.
    private static readonly Table<Capacity> s_limits = new(
    [
        Limit(2, Resource.Storage, StorageClass.Pallet, 0, 70),
        Limit(1, Resource.Storage, StorageClass.Bin, 20, 120),
        Limit(1, Resource.Storage, StorageClass.Bin, 0, 100),
        Limit(1, Resource.Storage, StorageClass.Bin, 10, 150),
        Limit(1, Resource.Outbound, StorageClass.Bin, 0, 40),
        Limit(1, Resource.Outbound, StorageClass.Bin, 10, 30),
        Limit(2, Resource.Inbound, StorageClass.Bin, 5, 9),
    ]);

    [Theory]
    [InlineData(-1, /**/ 0)]
    [InlineData(0, /**/ 100)]
    [InlineData(9, /**/ 100)]
    [InlineData(10, /**/ 150)]
    [InlineData(19, /**/ 150)]
    [InlineData(20, /**/ 120)]
    [InlineData(500, /**/ 120)]
    public void A_limit_holds_from_its_day_until_the_next_row(int day, double hard) =>
        Assert.Equal(hard, s_limits.InForce(s_day.AddDays(day))
            .Where(limit => limit is { Resource: Resource.Storage, StorageClass: StorageClass.Bin })
            .Sum(limit => limit.Hard));

    [Fact]
    public void Each_resource_has_one_row_in_order_and_none_before_its_first()
    {
        var limits = s_limits.InForce(s_day.AddDays(4));
        Assert.Equal(
            [(1, Resource.Storage, 100), (1, Resource.Outbound, 40), (2, Resource.Storage, 70)],
            limits.Select(limit => (limit.Facility.Value, limit.Resource, limit.Hard))
                .OrderBy(limit => limit.Value).ThenBy(limit => limit.Resource != Resource.Storage));
        Assert.Equal(limits.Length + 1, s_limits.InForce(s_day.AddDays(5)).Length);
        Assert.Equal(limits.OrderBy(limit => (limit.Facility.Value, limit.Resource, limit.StorageClass)), limits);
    }

    [Fact]
    public void The_slots_of_a_ship_day_are_those_of_the_limit_in_force_on_it()
    {
        var (ledger, before, after) = (new GoodsLedger(), s_day.AddDays(9), s_day.AddDays(10));
        foreach (var day in (DateOnly[])[before, after])
        {
            PickSlots.Open([new(1), new(2)], s_limits, ledger, day, Instant.Of(s_day));
        }

        Assert.Equal(40, ledger.Use(Slot.Pick(new(1), before)).Limit);
        Assert.Equal(30, ledger.Use(Slot.Pick(new(1), after)).Limit);
        Assert.Equal(PickSlots.Unlimited, ledger.Use(Slot.Pick(new(2), after)).Limit);
    }

    private static Capacity Limit(
        int facility, Resource resource, StorageClass storageClass, int fromDay, double hard) =>
        new(new(facility), resource, storageClass, s_day.AddDays(fromDay), hard, hard);
}
