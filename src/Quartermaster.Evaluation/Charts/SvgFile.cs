namespace Quartermaster.Evaluation.Charts;

/// <summary>A picture as a file of its own.</summary>
public static class SvgFile
{
    private const string Start = "<svg ";

    /// <summary>The text of an SVG file that needs nothing else.</summary>
    /// <exception cref="ArgumentException">The chart is of a kind that has no drawing.</exception>
    public static string Of(Chart chart)
    {
        var drawn = SvgCharts.Draw(chart);
        var end = drawn.IndexOf('>') + 1;
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" {drawn[Start.Length..end]}<title>"
            + $"{SvgWriter.Escape(chart.Title)}</title><style>{SvgStyle.Css}svg {{ background:var(--page); }}</style>"
            + drawn[end..] + "\n";
    }
}
