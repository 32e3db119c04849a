using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Quartermaster.Evaluation.Charts;

namespace Quartermaster.Evaluation.Reports;

/// <summary>Writes a report as one HTML file that needs nothing else: no script, no font, no network.</summary>
public static partial class HtmlReport
{
    private const string Css = """
        body { margin:0; background:var(--page); color:var(--ink); font:16px/1.5 system-ui,sans-serif; }
        main { max-width:1100px; margin:0 auto; padding:32px 24px 64px; }
        h1 { font-size:30px; margin:0 0 8px; } h2 { font-size:21px; margin:44px 0 8px; }
        h3 { font-size:15px; margin:0 0 4px; } p { max-width:78ch; margin:8px 0; }
        .option { white-space:nowrap; } .lead { font-size:18px; }
        .caption, footer { color:var(--quiet); font-size:13px; margin:4px 0 0; }
        .cards { display:grid; grid-template-columns:repeat(auto-fit,minmax(150px,1fr)); gap:12px; margin:16px 0; }
        .card, figure { background:var(--card); border:1px solid var(--grid); border-radius:10px; padding:14px; }
        .card b { display:block; font-size:24px; } .card span { color:var(--quiet); font-size:13px; }
        .figures { display:grid; grid-template-columns:repeat(auto-fit,minmax(min(510px,100%),1fr)); gap:16px; }
        figure { margin:0; } figure.wide { grid-column:1/-1; }
        .scroll { overflow-x:auto; } table { border-collapse:collapse; font-size:14px; margin:12px 0; min-width:60%; }
        caption { text-align:left; font-weight:600; padding:4px 0; }
        th, td { padding:5px 12px; border-bottom:1px solid var(--grid); text-align:right; white-space:nowrap; }
        th:first-child, td:first-child, .text { text-align:left; } td.text:not(:first-child) { white-space:normal; }
        th { color:var(--quiet); font-weight:600; }
        nav a { color:var(--c1); margin-right:16px; } footer { margin-top:48px; }
        @media print { figure, .card { break-inside:avoid; } nav { display:none; } }
        """;

    /// <summary>The whole file. The same report gives the same text.</summary>
    public static string Write(Report report)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escape(report.Title)}</title>")
            .Append(CultureInfo.InvariantCulture, $"<style>{SvgStyle.Css}\n{Css}</style></head><body><main>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Escape(report.Title)}</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"lead\">{Escape(report.Lead)}</p><nav>");
        for (var i = 0; i < report.Sections.Count; i++)
        {
            html.Append(CultureInfo.InvariantCulture,
                $"<a href=\"#part{i + 1}\">{Escape(report.Sections[i].Heading)}</a>");
        }

        html.Append("</nav>\n");
        for (var i = 0; i < report.Sections.Count; i++)
        {
            AddSection(html, report.Sections[i], i + 1);
        }

        return html.Append(CultureInfo.InvariantCulture, $"<footer>{Escape(report.Origin)}</footer>")
            .Append("</main></body></html>\n").ToString();
    }

    private static void AddSection(StringBuilder html, ReportSection section, int number)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2 id=\"part{number}\">{Escape(section.Heading)}</h2>\n");
        foreach (var paragraph in section.Text)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{WithWholeOptions(Escape(paragraph))}</p>\n");
        }

        if (section.Figures.Count > 0)
        {
            html.Append("<div class=\"cards\">");
            foreach (var figure in section.Figures)
            {
                html.Append(CultureInfo.InvariantCulture,
                    $"<div class=\"card\"><b>{Escape(figure.Value)}</b><span>{Escape(figure.Name)}</span></div>");
            }

            html.Append("</div>\n");
        }

        foreach (var table in section.Tables)
        {
            AddTable(html, table);
        }

        if (section.Charts.Count > 0)
        {
            html.Append("<div class=\"figures\">");
            foreach (var chart in section.Charts)
            {
                var wide = chart is NetworkMap or IntervalChart or HeatChart ? " class=\"wide\"" : "";
                html.Append(CultureInfo.InvariantCulture, $"<figure{wide}><h3>{Escape(chart.Title)}</h3>")
                    .Append(SvgCharts.Draw(chart))
                    .Append(CultureInfo.InvariantCulture,
                        $"<figcaption class=\"caption\">{Escape(chart.Caption)}</figcaption></figure>\n");
            }

            html.Append("</div>\n");
        }
    }

    private static void AddTable(StringBuilder html, ReportTable table)
    {
        html.Append(CultureInfo.InvariantCulture,
            $"<div class=\"scroll\"><table><caption>{Escape(table.Title)}</caption><thead><tr>");
        var styles = Enumerable.Range(0, table.Columns.Count).Select(column => StyleOf(table, column)).ToArray();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th{styles[i]}>{Escape(table.Columns[i])}</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td{styles[i]}>{Escape(row[i])}</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>\n");
    }

    // Figures stand at the right, words at the left, where long ones wrap.
    private static string StyleOf(ReportTable table, int column) =>
        table.Rows.Any(row => row[column].Any(char.IsLetter)) ? " class=\"text\"" : "";

    // "--replications" must not be torn after its hyphens at the end of a line.
    private static string WithWholeOptions(string html) =>
        Option().Replace(html, "<span class=\"option\">$0</span>");

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
