using System.Globalization;
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
        ["heat"] = new HeatChart("heat", "how", ["a", "b"], ["mon", "tue"], [0, 1, 2, 3], "0", "units", "none"),
        ["cold"] = new HeatChart("cold", "how", ["a"], ["mon"], [0], "0", "units", "none"),
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

    [Theory]
    [InlineData(1.2, 2.9, "0", 0.010, 0.013, "P1")]
    [InlineData(0, 4, "#,0", 0, 0.0004, "P0")]
    [InlineData(100, 900, "0.00", 0.9, 1, "P0")]
    public void Marks_of_an_axis_say_where_they_stand(
        double left, double right, string across, double low, double high, string up)
    {
        var svg = XElement.Parse(SvgCharts.Draw(new PlaneChart("plane", "how", new("x", across), new("y", up),
            [new("ours", [new(left, low), new(right, high)], Joined: true)])));
        var texts = svg.Elements("text").Where(text => (string?)text.Attribute("class") == "mark"
            && double.TryParse(text.Value.TrimEnd('%', ' '), CultureInfo.InvariantCulture, out _)).ToArray();
        foreach (var (anchor, place) in new[] { ("end", "y"), ("middle", "x") })
        {
            var marks = texts.Where(text => (string?)text.Attribute("text-anchor") == anchor)
                .Select(text => (Value: double.Parse(text.Value.TrimEnd('%', ' '), CultureInfo.InvariantCulture),
                    At: (double)text.Attribute(place)!)).ToArray();
            Assert.True(marks.Length > 2);

            // Evenly spaced on paper and evenly spaced in what they say.
            var steps = marks.Zip(marks.Skip(1), (one, next) => (next.Value - one.Value) / (next.At - one.At))
                .ToArray();
            Assert.All(steps, step => Assert.Equal(steps[0], step, Math.Abs(steps[0]) * 0.02));
        }
    }

    [Fact]
    public void A_legend_that_is_too_long_for_a_row_has_two_and_stays_in_the_picture()
    {
        string[] names = ["by group", "together", "own quantile", "distance bins", "as promised"];
        var svg = XElement.Parse(SvgCharts.Draw(new PlaneChart("plane", "how", new("x"), new("y"),
            [.. names.Select(name => new PlaneSeries(name, [new(1, 2)], Joined: true))])));
        var legend = svg.Elements("text").Where(text => names.Contains(text.Value)).ToArray();
        Assert.Equal(2, legend.Select(text => (string?)text.Attribute("y")).Distinct().Count());
        Assert.All(legend, text => Assert.InRange((double)text.Attribute("x")!, 20, 460));
    }

    [Theory]
    [InlineData(5, new[] { 2.5, 2.5, 0 }, new long[] { 3, 2, 0 })]
    [InlineData(5, new[] { 4.6, 1.0, -0.6 }, new long[] { 5, 1, -1 })]
    [InlineData(7, new[] { 4.7, 2.3, -1e-9 }, new long[] { 5, 2, 0 })]
    [InlineData(-1, new[] { -0.4, -0.6 }, new long[] { 0, -1 })]
    public void Parts_that_are_shown_add_up(long sum, double[] parts, long[] expected) =>
        Assert.Equal(expected, WholeParts.Of(sum, parts));

    [Fact]
    public void Names_of_points_that_lie_together_stand_apart()
    {
        var svg = XElement.Parse(SvgCharts.Draw(new PlaneChart("plane", "how", new("x"), new("y"),
        [
            new("ours", [new(1, 1, "0.5"), new(9, 9, "1")], Joined: true),
            new("theirs", [new(1, 5, "0.8"), new(9, 9.1, "0.92")], Joined: true),
        ])));
        string[] names = ["0.5", "1", "0.8", "0.92"];
        var shown = svg.Elements("text").Where(text => (string?)text.Attribute("text-anchor") != "middle"
            && names.Contains(text.Value) && (double)text.Attribute("x")! > 64).ToArray();
        Assert.Equal(names.Order(), shown.Select(text => text.Value).Order());
        var (one, other) = (shown.Single(text => text.Value == "1"), shown.Single(text => text.Value == "0.92"));
        Assert.True(Math.Abs((double)one.Attribute("y")! - (double)other.Attribute("y")!) >= 12
            || (string?)one.Attribute("text-anchor") != (string?)other.Attribute("text-anchor"));
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
    public void A_heat_map_shades_by_value_and_leaves_zero_empty_and_says_so()
    {
        var svg = XElement.Parse(SvgCharts.Draw(s_charts["heat"]));
        var cells = svg.Elements("rect").Where(cell => cell.Element("title") is not null).ToArray();
        var shades = cells.Skip(1).Select(cell => (double)cell.Attribute("fill-opacity")!).ToArray();

        Assert.Equal(4, cells.Length);
        Assert.Equal("empty", (string?)cells[0].Attribute("class"));
        Assert.Equal("a, mon: none", (string?)cells[0].Element("title"));
        Assert.Equal("b, tue: 3 units", (string?)cells[3].Element("title"));
        Assert.Equal(1, shades[2]);
        Assert.Equal(shades[1] - shades[0], shades[2] - shades[1], 0.002);
        Assert.Contains("units", svg.Elements("text").Select(text => text.Value));
        Assert.Contains("none", svg.Elements("text").Select(text => text.Value));
    }

    [Fact]
    public void Values_far_apart_are_shaded_by_ratio()
    {
        var svg = XElement.Parse(SvgCharts.Draw(
            new HeatChart("heat", "how", ["a"], ["x", "y", "z"], [0.01, 1, 100], "0.##", "units", "none")));
        var shades = svg.Elements("rect").Where(cell => cell.Element("title") is not null)
            .Select(cell => (double)cell.Attribute("fill-opacity")!).ToArray();

        Assert.Equal(shades[1] - shades[0], shades[2] - shades[1], 0.002);
        Assert.Contains("100", svg.Elements("text").Select(text => text.Value));
    }

    [Fact]
    public void A_heat_map_without_any_value_has_no_shade_at_all()
    {
        var svg = XElement.Parse(SvgCharts.Draw(s_charts["cold"]));

        Assert.DoesNotContain(svg.Elements("rect"), cell => (string?)cell.Attribute("class") == "heat");
        Assert.Contains("none", svg.Elements("text").Select(text => text.Value));
    }

    [Fact]
    public void A_fan_shows_each_actual_as_a_dot_at_its_value()
    {
        var dots = XElement.Parse(SvgCharts.Draw(s_charts["fan"])).Elements("circle")
            .Where(circle => (string?)circle.Attribute("class") == "dot f3").ToArray();

        Assert.Equal(["9 Jan 25: 2 units", "10 Jan 25: 4 units"], dots.Select(dot => (string?)dot.Element("title")));
        Assert.True((double)dots[0].Attribute("cy")! > (double)dots[1].Attribute("cy")!);
    }

    [Fact]
    public void A_table_sets_words_left_and_figures_right()
    {
        var html = HtmlReport.Write(new("t", "l", [new("Part", [])
        {
            Tables = [new("t", ["a", "why", "how many"], [["x", "no lane", "1.2 %"]])],
        }], "seed 1"));

        Assert.Contains("<td class=\"text\">no lane</td><td>1.2 %</td>", html);
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
