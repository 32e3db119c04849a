using System.Xml.Linq;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Evaluation.Reports;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Charts;

public sealed class SvgChartsTests
{
    private static readonly Dictionary<string, Chart> s_charts = new()
    {
        ["fan"] = new FanChart("A <fan> & more", "how", new(2025, 1, 6), 1, [1, 2, 3],
            [new("9 in 10", [0, 0], [5, 6])], [2, 3], [2, 4], "units"),
        ["plane"] = new PlaneChart("plane", "how", new("x"), new("y", "P1"),
            [new("ours", [new(1, 0.9), new(2, 0.95, "two")], Joined: true)]),
        ["waterfall"] = new WaterfallChart("why", "how", "units", [new("demand", 9), new("owned", -4)], 5, "order"),
        ["heat"] = new HeatChart("heat", "how", ["a", "b"], ["mon", "tue"], [0, 1, 2, 3], "0"),
        ["map"] = new NetworkMap("map", "how",
            [new("FC", 40, -75, 10, MapPlaceKind.Fulfillment), new("Town", 41, -80, 5, MapPlaceKind.Region)],
            [new(0, 1, 3)]),
        ["interval"] = new IntervalChart("i", "how", [new("profit", 0.1, 0.05, 0.15, LessIsBetter: false)]),
        ["nothing"] = new PlaneChart("empty", "how", new("x"), new("y"), []),
        ["one place"] = new NetworkMap("map", "how", [new("FC", 40, -75, 0, MapPlaceKind.Fulfillment)], []),
        ["not a number"] = new PlaneChart("nan", "how", new("x"), new("y"),
            [new("s", [new(double.NaN, 1), new(2, double.PositiveInfinity)], Joined: false)]),
    };

    public static TheoryData<string> Names { get; } = [.. s_charts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_chart_is_well_formed_and_says_what_it_is(string name)
    {
        var svg = XElement.Parse(SvgCharts.Draw(s_charts[name]));

        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal(s_charts[name].Title, (string?)svg.Attribute("aria-label"));
    }

    [Fact]
    public void A_waterfall_draws_each_part_as_long_as_it_is()
    {
        var svg = XElement.Parse(SvgCharts.Draw(s_charts["waterfall"]));
        var bars = svg.Elements("rect").Select(bar => (double)bar.Attribute("width")!).ToArray();

        Assert.Equal(3, bars.Length);
        Assert.Equal(9.0 / 4, bars[0] / bars[1], 0.02);
        Assert.Equal(9.0 / 5, bars[0] / bars[2], 0.02);
    }

    [Fact]
    public void A_report_is_one_file_that_needs_nothing_else()
    {
        var html = HtmlReport.Write(new("Title & more", "Lead", [new("Part", ["Text <b>"])
        {
            Charts = [.. s_charts.Values],
            Tables = [new("t", ["a", "b"], [["1", "<2>"]])],
            Figures = [new("5 %", "profit")],
        }], "seed 1"));

        Assert.DoesNotContain("http://", html);
        Assert.DoesNotContain("https://", html);
        Assert.DoesNotContain("<script", html);
        Assert.Contains("Title &amp; more", html);
        Assert.Contains("&lt;2&gt;", html);
        Assert.Equal(s_charts.Count, html.Split("<svg").Length - 1);
    }
}
