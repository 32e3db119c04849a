using System.Globalization;
using System.Net;
using System.Text;

namespace Quartermaster.Evaluation.Charts;

/// <summary>Writes the elements of one SVG picture; numbers in the invariant culture, text escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    internal SvgWriter(double width, double height, string title)
    {
        _text.Append(CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {width:0.#} {height:0.#}\" role=\"img\" aria-label=\"{Escape(title)}\">");
    }

    internal void Line(double x1, double y1, double x2, double y2, string style) => _text.Append(
        CultureInfo.InvariantCulture,
        $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{style}\"/>");

    internal void FlowLine(double x1, double y1, double x2, double y2, double width, string style) => _text.Append(
        CultureInfo.InvariantCulture,
        $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{style}\" "
        + $"stroke-width=\"{width:0.##}\"/>");

    internal void Rectangle(double x, double y, double width, double height, string style, string hover = "") =>
        Element($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" "
            + $"height=\"{N(Math.Max(0, height))}\" class=\"{style}\"", "rect", hover);

    internal void Shade(double x, double y, double width, double height, double opacity, string hover) =>
        Element($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" class=\"heat\" "
            + $"fill-opacity=\"{opacity.ToString("0.###", CultureInfo.InvariantCulture)}\"", "rect", hover);

    internal void Circle(double x, double y, double radius, string style, string hover = "") =>
        Element($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" class=\"{style}\"", "circle", hover);

    internal void Text(double x, double y, string text, string style, string anchor = "start") =>
        _text.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{style}\" text-anchor=\"{anchor}\">{Escape(text)}</text>");

    /// <summary>A line through points, or the outline of an area if closed.</summary>
    internal void Path(IEnumerable<(double X, double Y)> points, string style, bool closed = false)
    {
        _text.Append("<path d=\"");
        var command = 'M';
        foreach (var (x, y) in points)
        {
            _text.Append(command).Append(N(x)).Append(' ').Append(N(y));
            command = 'L';
        }

        _text.Append(closed ? "Z" : "").Append("\" class=\"").Append(style).Append("\"/>");
    }

    public override string ToString() => _text + "</svg>";

    internal static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private void Element(string start, string name, string hover)
    {
        _text.Append(start);
        _text.Append(hover.Length == 0 ? "/>" : $"><title>{Escape(hover)}</title></{name}>");
    }
}
