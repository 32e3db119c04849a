using System.Globalization;

namespace Quartermaster.Evaluation.Charts;

/// <summary>Draws charts as SVG that needs nothing else: no script, no font, no network.</summary>
/// <remarks>Colors are classes (see <see cref="SvgStyle"/>), so that one picture serves light and dark.</remarks>
public static class SvgCharts
{
    // Reports show these at half their width, which is a little more than this: text is as large there as it says.
    // Those that reports show at full width are wider.
    private const double Width = 480;
    private const double Wide = 720;
    private const double Left = 64;
    private const double Right = 16;
    private const double LegendRow = 16;

    /// <summary>The picture as an SVG element.</summary>
    /// <exception cref="ArgumentException">The chart is of a kind that has no drawing.</exception>
    public static string Draw(Chart chart) => chart switch
    {
        FanChart fan => Fan(fan),
        PlaneChart plane => Plane(plane),
        WaterfallChart waterfall => Waterfall(waterfall),
        HeatChart heat => HeatSvg.Draw(heat),
        NetworkMap map => NetworkSvg.Draw(map),
        IntervalChart interval => Interval(interval),
        _ => throw new ArgumentException($"No drawing for {chart.GetType().Name}.", nameof(chart)),
    };

    private static string Fan(FanChart chart)
    {
        const double height = 260, top = 12, bottom = 40;
        var svg = new SvgWriter(Width, height, chart.Title);
        var periods = chart.History.Count + chart.Median.Count;
        var up = new Scale(
            chart.History.Concat(chart.Bands.SelectMany(band => band.High)).Concat(chart.Actual).Append(0),
            fromZero: true, height - bottom, -(height - bottom - top));
        double X(double period) => Left + ((Width - Left - Right) * period / Math.Max(1, periods - 1));

        Marks(svg, up, "#,0.##");
        foreach (var (band, index) in chart.Bands.Select((band, index) => (band, index)))
        {
            var first = chart.History.Count;
            svg.Path(
                band.High.Select((value, i) => (X(first + i), up.At(value)))
                    .Concat(band.Low.Select((value, i) => (X(first + i), up.At(value))).Reverse()),
                $"band band{index + 1}", closed: true);
        }

        svg.Path(chart.History.Select((value, i) => (X(i), up.At(value))), "line s1");
        svg.Path(chart.Median.Select((value, i) => (X(chart.History.Count + i), up.At(value))), "line s2");
        for (var i = 0; i < chart.Actual.Count; i++)
        {
            var day = chart.FirstDay.AddDays((chart.History.Count + i) * chart.DaysPerPoint);
            svg.Circle(X(chart.History.Count + i), up.At(chart.Actual[i]), 2.6, "dot f3",
                string.Create(CultureInfo.InvariantCulture, $"{day:d MMM yy}: {chart.Actual[i]:#,0.##} {chart.Unit}"));
        }

        for (var i = 0; i < periods; i += Math.Max(1, (periods + 4) / 5))
        {
            var day = chart.FirstDay.AddDays(i * chart.DaysPerPoint);
            svg.Text(X(i), height - 22, day.ToString("d MMM yy", CultureInfo.InvariantCulture), "mark",
                X(i) > Width - 30 ? "end" : "middle");
        }

        svg.Text(Left, height - 4, chart.Unit, "mark");
        Legend(svg, height - 4, [("history", "s1"), ("forecast, median", "s2"),
            .. chart.Actual.Count > 0 ? new[] { ("what came", "f3") } : []]);
        return svg.ToString();
    }

    private static string Plane(PlaneChart chart)
    {
        const double top = 12, right = 48;
        var legend = Rows([.. chart.Series.Select((series, index) => (series.Name, $"s{index + 1}"))]);
        var (height, bottom) = (304 + (legend.Count * LegendRow), 40 + (legend.Count * LegendRow));
        var svg = new SvgWriter(Width, height, chart.Title);
        var points = chart.Series.SelectMany(series => series.Points).ToList();
        var across = new Scale(points.Select(p => p.X), chart.Across.FromZero, Left, Width - Left - right);
        var up = new Scale(points.Select(p => p.Y), chart.Up.FromZero, height - bottom, -(height - bottom - top));

        Marks(svg, up, chart.Up.Format);
        foreach (var mark in across.Marks)
        {
            svg.Line(across.At(mark), top, across.At(mark), height - bottom, "grid");
            svg.Text(across.At(mark), height - bottom + 16, Written(mark, across.FormatOf(chart.Across.Format)), "mark",
                "middle");
        }

        var labels = new LabelPlaces(Width, height - bottom);
        foreach (var (series, index) in chart.Series.Select((series, index) => (series, index)))
        {
            if (series.Joined)
            {
                svg.Path(series.Points.Select(p => (across.At(p.X), up.At(p.Y))), $"line s{index + 1}");
            }

            foreach (var p in series.Points)
            {
                var hover = $"{series.Name} {p.Label}: {Written(p.X, chart.Across.Format)}, "
                    + Written(p.Y, chart.Up.Format);
                svg.Circle(across.At(p.X), up.At(p.Y), series.Joined ? 3 : 5, $"dot f{index + 1}", hover);
                // A name that finds no room is left to the point's own words.
                if (labels.Find(across.At(p.X), up.At(p.Y), p.Label) is { } place)
                {
                    svg.Text(place.X, place.Y, p.Label, "mark", place.IsLeft ? "end" : "start");
                }
            }
        }

        svg.Text(Left, height - bottom + 34, $"across: {chart.Across.Name} · up: {chart.Up.Name}", "mark");
        for (var row = 0; row < legend.Count; row++)
        {
            Legend(svg, height - 4 - ((legend.Count - 1 - row) * LegendRow), legend[row]);
        }

        return svg.ToString();
    }

    private static string Waterfall(WaterfallChart chart)
    {
        const double row = 24, name = 190;
        var svg = new SvgWriter(Width, ((chart.Steps.Count + 1) * row) + 8, chart.Title);
        var sums = new List<double> { 0 };
        foreach (var step in chart.Steps)
        {
            sums.Add(sums[^1] + step.Amount);
        }

        var across = new Scale(sums.Append(chart.Total), fromZero: true, name, Width - name - 80);
        for (var i = 0; i <= chart.Steps.Count; i++)
        {
            var isTotal = i == chart.Steps.Count;
            var (from, to) = isTotal ? (0, chart.Total) : (sums[i], sums[i + 1]);
            var (low, high) = (across.At(Math.Min(from, to)), across.At(Math.Max(from, to)));
            var style = isTotal ? "bar total" : to >= from ? "bar plus" : "bar minus";
            var amount = isTotal ? chart.Total : chart.Steps[i].Amount;
            var sign = !isTotal && amount > 0 ? "+" : "";

            svg.Text(name - 8, (i * row) + 18, isTotal ? chart.TotalName : chart.Steps[i].Name, "name", "end");
            svg.Rectangle(low, (i * row) + 5, Math.Max(1.5, high - low), row - 8, style);
            svg.Text(high + 6, (i * row) + 18, $"{sign}{Written(amount, "#,0.##")} {chart.Unit}", "mark");
        }

        return svg.ToString();
    }

    private static string Interval(IntervalChart chart)
    {
        const double row = 26, name = 320, bottom = 24, most = 0.5;
        var height = (chart.Rows.Count * row) + bottom;
        var svg = new SvgWriter(Wide, height, chart.Title);
        var across = new Scale(chart.Rows.SelectMany(r => new[] { r.Low, r.High })
            .Select(end => Math.Clamp(end, -most, most)).Append(0), fromZero: true, name, Wide - name - 90);
        svg.Line(across.At(0), 0, across.At(0), height - bottom, "axis");
        foreach (var (r, i) in chart.Rows.Select((r, i) => (r, i)))
        {
            var y = (i * row) + 13;
            var isGood = r.LessIsBetter ? r.High < 0 : r.Low > 0;
            var isBad = r.LessIsBetter ? r.Low > 0 : r.High < 0;
            var style = isGood ? "good" : isBad ? "bad" : "open";
            svg.Text(name - 8, y + 4, r.Name, "name", "end");
            // What lies beyond the picture ends at its edge, with an arrow: else one row would hide all others.
            svg.Line(At(r.Low), y, At(r.High), y, $"interval {style}");
            if (Math.Abs(r.Middle) <= most)
            {
                svg.Circle(At(r.Middle), y, 4, $"dot {style}", $"{Written(r.Low, "P1")} to {Written(r.High, "P1")}");
            }
            else
            {
                Arrow(r.Middle, style);
            }

            // An interval whose end alone lies beyond goes on as well.
            if (Math.Abs(r.Middle) <= most && (r.Low < -most || r.High > most))
            {
                Arrow(r.Low < -most ? -1 : 1, style);
            }

            void Arrow(double side, string color) => svg.Path(
                [(At(side) + (side > 0 ? 9 : -9), y), (At(side), y - 5), (At(side), y + 5)], $"dot {color}",
                closed: true);

            svg.Text(Wide - 4, y + 4, Written(r.Middle, "+0.0 %;-0.0 %"), "mark", "end");
        }

        var written = across.Step < 0.01 ? "+0.0 %;-0.0 %;0" : "+0 %;-0 %;0";
        foreach (var mark in across.Marks)
        {
            svg.Text(across.At(mark), height - 6, Written(mark, written), "mark", "middle");
        }

        return svg.ToString();

        double At(double share) => across.At(Math.Clamp(share, -most, most));
    }

    private static void Marks(SvgWriter svg, Scale up, string format)
    {
        foreach (var mark in up.Marks)
        {
            svg.Line(Left, up.At(mark), Width - Right, up.At(mark), "grid");
            svg.Text(Left - 6, up.At(mark) + 4, Written(mark, up.FormatOf(format)), "mark", "end");
        }
    }

    // As many of a legend in a row as it has room for; one row at least.
    private static List<List<(string Name, string Style)>> Rows(IReadOnlyList<(string Name, string Style)> entries)
    {
        var rows = new List<List<(string Name, string Style)>> { new() };
        foreach (var entry in entries)
        {
            if (rows[^1].Count > 0 && rows[^1].Append(entry).Sum(WidthOf) > Width - (2 * Right))
            {
                rows.Add([]);
            }

            rows[^1].Add(entry);
        }

        return rows;
    }

    private static double WidthOf((string Name, string Style) entry) => 30 + (entry.Name.Length * 6.4);

    private static void Legend(SvgWriter svg, double y, IReadOnlyList<(string Name, string Style)> entries)
    {
        var x = Width - Right - entries.Sum(WidthOf);
        foreach (var (name, style) in entries)
        {
            if (style.StartsWith('f'))
            {
                svg.Circle(x + 9, y - 4, 2.6, $"key {style}");
            }
            else
            {
                svg.Line(x, y - 4, x + 18, y - 4, $"line {style}");
            }

            svg.Text(x + 22, y, name, "mark");
            x += WidthOf((name, style));
        }
    }

    private static string Written(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
