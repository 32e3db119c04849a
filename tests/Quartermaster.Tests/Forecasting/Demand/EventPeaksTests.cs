using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

/// <summary>A day far above all others on a day of an event.</summary>
public sealed class EventPeaksTests
{
    private const int Days = 200;
    private static readonly DateOnly s_first = new(2025, 1, 6);

    [Fact]
    public void It_is_not_told_where_another_day_of_the_event_was_high_too()
    {
        Assert.Single(Find([]), finding => finding is { Day: 150, Event: -1 });
        Assert.Empty(Find([Event(1, 1, 100, 100), Event(2, 1, 150, 150)]));
        Assert.Empty(Find([Event(1, 0, 100, 100), Event(2, 0, 150, 150)]));
    }

    [Fact]
    public void It_is_told_with_the_event_where_no_other_day_of_it_was_high()
    {
        // Another name, another product's, and no other day.
        foreach (var other in new[] { Event(1, 2, 100, 100), Event(1, 1, 100, 100, 9), Event(1, 1, 20, 20) })
        {
            var finding = Assert.Single(Find([other, Event(2, 1, 149, 151)]));
            Assert.Equal((150, 1, HistoryFault.FarAboveUsual), (finding.Day, finding.Event, finding.Fault));
        }
    }

    [Fact]
    public void Lower_prices_bear_each_other_out()
    {
        Assert.Empty(Find([], day => day is 100 or 150 ? 0.7f : 1));
        Assert.True(Assert.Single(Find([], day => day == 150 ? 0.7f : 1)).IsCheaper);
    }

    // Two units a day, and two high days.
    private static HistoryFinding[] Find(PlannedEvent[] events, Func<int, float>? ratio = null) =>
        HistoryFindings.Of(new()
        {
            FirstDay = s_first,
            Days = Days,
            Products = new([new ProductFacts(new(1), 1, new(1), -1, int.MaxValue, 5)]),
            Sales = Row(Days, day => day == 150 ? 300 : day == 100 ? 120 : 2),
            InStock = Row(Days, _ => 1),
            Views = Row(Days, _ => -1),
            PriceRatios = Row(Days + DemandInputs.HorizonDays, ratio ?? (_ => 1)),
            Events = new(events),
            Attributes = new([]),
        }, [.. Enumerable.Repeat(true, Days)]).Where(finding => finding.Day == 150).ToArray();

    private static Matrix Row(int days, Func<int, float> value) =>
        new(days, [.. Enumerable.Range(0, days).Select(value)]);

    private static PlannedEvent Event(int id, int name, int first, int last, int product = 0) => new(
        new(id), default, new(product), EventKind.Holiday, new(name), s_first.AddDays(first), s_first.AddDays(last), 0);
}
