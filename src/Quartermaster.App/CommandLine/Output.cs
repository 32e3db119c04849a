using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Quartermaster.App.CommandLine;

/// <summary>Writes an answer for people, or as JSON for machines.</summary>
internal static class Output
{
    private const int RedirectedColumns = 160;

    private static readonly JsonSerializerOptions s_json =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(Answer answer, bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(ToJson(answer).ToJsonString(s_json));
        }
        else
        {
            // A file or a pipe has no width of its own; the usual 80 columns would cut tables to pieces.
            var console = AnsiConsole.Console;
            console.Profile.Width = Console.IsOutputRedirected ? RedirectedColumns : console.Profile.Width;
            Show(answer, console);
        }
    }

    internal static JsonObject ToJson(Answer answer)
    {
        var json = new JsonObject { ["headline"] = answer.Headline };
        foreach (var (key, value) in answer.Facts)
        {
            json[key] = Node(value);
        }

        foreach (var grid in answer.Grids)
        {
            json[grid.Key] = new JsonArray([.. grid.Rows.Select(row => RowOf(grid, row))]);
        }

        if (answer.Notes.Count > 0)
        {
            json["notes"] = new JsonArray([.. answer.Notes.Select(note => (JsonNode)note)]);
        }

        return json;
    }

    private static JsonObject RowOf(Grid grid, IReadOnlyList<object?> row)
    {
        var json = new JsonObject();
        for (var i = 0; i < grid.Columns.Count; i++)
        {
            json[grid.Columns[i].Key] = Node(row[i]);
        }

        return json;
    }

    // JSON has no word for what is not a number.
    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        decimal number => number,
        double number => double.IsFinite(number) ? number : null,
        Measured cell => Node(cell.Value),
        JsonNode node => node,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static void Show(Answer answer, IAnsiConsole console)
    {
        console.WriteLine(answer.Headline);
        foreach (var (key, value) in answer.Facts)
        {
            console.WriteLine($"  {key.Replace('_', ' ')}: {Written(value, "")}");
        }

        foreach (var grid in answer.Grids.Where(grid => grid.Rows.Count > 0))
        {
            console.WriteLine();
            console.Write(TableOf(grid));
        }

        foreach (var note in answer.Notes)
        {
            console.WriteLine(note);
        }
    }

    private static Table TableOf(Grid grid)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(grid.Title)) };
        for (var i = 0; i < grid.Columns.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(grid.Columns[i].Title));
            var isNumber = grid.Rows.Any(row => row[i] is int or long or double or decimal or Measured);
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (var row in grid.Rows)
        {
            table.AddRow([.. row.Select((value, i) => new Text(Written(value, grid.Columns[i].Format)))]);
        }

        return table;
    }

    /// <summary>A value as people read it.</summary>
    internal static string Written(object? value, string format) => value switch
    {
        null => "",
        double number when !double.IsFinite(number) => "–",
        double number => number.ToString(format.Length > 0 ? format : FormOf(number), CultureInfo.InvariantCulture),
        decimal number => number.ToString(format.Length > 0 ? format : "#,0.##", CultureInfo.InvariantCulture),
        int or long => ((IFormattable)value).ToString(format.Length > 0 ? format : "#,0", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? "yes" : "no",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // A share of 0.047 is not 0.05.
    private static string FormOf(double number) => Math.Abs(number) < 1 ? "0.####" : "#,0.##";
}
