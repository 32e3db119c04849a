using System.Globalization;

namespace Quartermaster.Evaluation.Charts;

/// <summary>Draws numbers by row and column as shades of one color, so that the order of shades is seen whatever colors
/// a reader sees; cells of 0 are left empty, with an outline.</summary>
/// <remarks>Values that differ a hundredfold or more are shaded by ratio: otherwise the largest would hide all others.
/// The legend says what each shade stands for.</remarks>
internal static class HeatSvg
{
    private const double Width = 720;
    private const double Right = 16;
    private const double Row = 22;
    private const double Name = 190;
    private const double Top = 8;
    private const double Foot = 66;
    private const int LegendSteps = 5;
    private const double LegendWidth = 62;
    private const double LegendStart = Name + 130;
    private const double ByRatioFrom = 100;

    internal static string Draw(HeatChart chart)
    {
        var bottom = Top + (chart.Rows.Count * Row);
        var svg = new SvgWriter(Width, bottom + Foot, chart.Title);
        var shades = new Shades([.. chart.Values.Where(value => value > 0 && double.IsFinite(value))]);
        var wide = (Width - Name - Right) / Math.Max(1, chart.Columns.Count);
        for (var r = 0; r < chart.Rows.Count; r++)
        {
            svg.Text(Name - 8, Top + (r * Row) + 15, chart.Rows[r], "name", "end");
            for (var c = 0; c < chart.Columns.Count; c++)
            {
                Cell(svg, chart, r, c, Name + (c * wide), wide, shades);
            }
        }

        for (var c = 0; c < chart.Columns.Count; c += Math.Max(1, chart.Columns.Count / 8))
        {
            svg.Text(Name + (c * wide), bottom + 14, chart.Columns[c], "mark");
        }

        Legend(svg, chart, bottom + 26, shades);
        return svg.ToString();
    }

    private static void Cell(SvgWriter svg, HeatChart chart, int row, int column, double x, double wide, Shades shades)
    {
        var value = chart.Values[(row * chart.Columns.Count) + column];
        var (y, height) = (Top + (row * Row), Row - 2);
        var place = $"{chart.Rows[row]}, {chart.Columns[column]}";
        if (value > 0)
        {
            svg.Shade(x, y, Math.Max(1, wide - 1), height, Opacity(shades.ShareOf(value)),
                $"{place}: {Written(value, chart)} {chart.Unit}");
        }
        else
        {
            svg.Rectangle(x, y, Math.Max(1, wide - 1), height, "empty", $"{place}: {chart.EmptyName}");
        }
    }

    private static void Legend(SvgWriter svg, HeatChart chart, double y, Shades shades)
    {
        svg.Rectangle(Name, y, LegendWidth - 1, 12, "empty");
        svg.Text(Name, y + 24, chart.EmptyName, "mark");
        for (var step = 0; step < LegendSteps && shades.Most > 0; step++)
        {
            var (x, share) = (LegendStart + (step * LegendWidth), (step + 1.0) / LegendSteps);
            svg.Shade(x, y, LegendWidth - 1, 12, Opacity(share), "");
            svg.Text(x + LegendWidth - 1, y + 24, Short(shades.ValueOf(share)), "mark", "end");
        }

        svg.Text(LegendStart, y + 37, shades.Most > 0 ? chart.Unit : "", "mark");
    }

    // The smallest value is still told from none.
    private static double Opacity(double share) => 0.2 + (0.8 * Math.Clamp(share, 0, 1));

    private static string Written(double value, HeatChart chart) =>
        value.ToString(chart.Format, CultureInfo.InvariantCulture);

    private static string Short(double value) =>
        value.ToString(value >= 10 ? "#,0" : value >= 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    // Where a value stands among the others: 0 for the least or nothing, 1 for the most.
    private readonly struct Shades(double[] values)
    {
        private readonly double _least = values.DefaultIfEmpty(0).Min();

        internal double Most { get; } = values.DefaultIfEmpty(0).Max();

        private bool IsByRatio => Most > ByRatioFrom * _least;

        internal double ShareOf(double value) =>
            IsByRatio ? Math.Log(value / _least) / Math.Log(Most / _least) : value / Most;

        internal double ValueOf(double share) => IsByRatio ? _least * Math.Pow(Most / _least, share) : Most * share;
    }
}
