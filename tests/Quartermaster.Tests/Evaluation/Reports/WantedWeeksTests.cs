using Quartermaster.Domain;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Reports;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Reports;

public sealed class WantedWeeksTests
{
    [Fact]
    public void Every_unit_wanted_of_a_product_counts_in_its_week()
    {
        var wanted = WantedWeeks.Of(new TwoADay(), [new(1), new(2), new(9)], TwoADay.First.AddDays(1), 2);

        // Product 1 on each day of the week, product 2 twice that; product 9 is wanted by nobody.
        Assert.Equal([[7, 7], [14, 14], [0, 0]], wanted);
    }

    [Fact]
    public void Only_weeks_that_the_world_knows_whole_are_shown() =>
        Assert.Equal(2, WantedWeeks.Of(new TwoADay(), [new(1)], TwoADay.First, 26)[0].Length);

    private sealed class TwoADay : IDemandSource
    {
        internal static DateOnly First { get; } = new(2025, 1, 6);

        public DateOnly FirstDay => First;

        public DateOnly LastDay => First.AddDays(19);

        public void Load(DateOnly day, DayOrders orders)
        {
            orders.Clear();
            for (var order = 0; order < 2; order++)
            {
                orders.AddLine(new(new(2), 1, default));
                if (order == 0)
                {
                    orders.AddLine(new(new(1), 1, new(9)));
                }

                orders.AddOrder((ulong)order, Instant.Of(day, order), new(1), 0, 0);
            }
        }
    }
}
