using System.Text;
using System.Text.Json;
using System.Text.Encodings.Web;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>Which cell of a file's records fills which column of the table.</summary>
/// <param name="Sources">Per table column: the cell's position; −1 for a constant or a missing optional column.</param>
/// <param name="Constants">Per table column: the value every row has; null if it comes from the file.</param>
/// <param name="Unused">The file's columns that nothing needs.</param>
internal sealed record Binding(int[] Sources, string?[] Constants, IReadOnlyList<string> Unused)
{
    private static readonly JsonSerializerOptions s_readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Matches a header with a table.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="header">The file's columns.</param>
    /// <param name="mapping">What is stated of them.</param>
    /// <param name="source">The file's name for messages, and a scanner before its first row.</param>
    /// <exception cref="ImportException">A required column is missing, or the mapping names what is not there.
    /// </exception>
    internal static Binding Of(TableSchema schema, IReadOnlyList<string> header, ImportMapping mapping,
        (string Name, Func<CsvScanner> Open) source)
    {
        var file = source.Name;
        RequireKnown(schema, mapping, file);
        var byName = header.Select((name, i) => (Name: Names.Squeeze(name), Index: i))
            .ToLookup(p => p.Name, p => p.Index);
        var (sources, constants) = (new int[schema.Columns.Count], new string?[schema.Columns.Count]);
        for (var i = 0; i < sources.Length; i++)
        {
            var column = schema.Columns[i].Name;
            constants[i] = mapping.Constants.GetValueOrDefault(column);
            var wanted = mapping.Columns.GetValueOrDefault(column, column);
            var found = byName[Names.Squeeze(wanted)].ToArray();
            if (found.Length > 1)
            {
                throw new ImportException($"{file} has {found.Length} columns called '{wanted}', and table "
                    + $"{schema.Name} needs one. Rename one in the file.") { IsWrongUse = true };
            }

            if (found.Length == 0 && mapping.Columns.ContainsKey(column))
            {
                throw new ImportException($"The mapping takes {column} from '{wanted}', but {file} has no such column. "
                    + $"Found: {string.Join(", ", header)}.") { IsWrongUse = true };
            }

            sources[i] = constants[i] is not null || found.Length == 0 ? -1 : found[0];
        }

        var binding = new Binding(sources, constants, [.. header.Where((_, i) => !sources.Contains(i))]);
        return binding.Missing(schema) is { Count: > 0 } missing
            ? throw new ImportException(binding.Advice(schema, header, missing, source)) { IsWrongUse = true }
            : binding;
    }

    private static void RequireKnown(TableSchema schema, ImportMapping mapping, string file)
    {
        var unknown = mapping.Columns.Keys.Concat(mapping.Constants.Keys).Concat(mapping.Values.Keys)
            .Concat(mapping.Formats.Keys.Where(key => key != "*"))
            .FirstOrDefault(name => schema.Columns.All(column => column.Name != name));
        if (unknown is not null)
        {
            throw new ImportException($"The mapping for {file} names '{unknown}', which table {schema.Name} does not "
                + $"have. It has {string.Join(", ", schema.Columns.Select(column => column.Name))}.")
                { IsWrongUse = true };
        }
    }

    private List<Column> Missing(TableSchema schema) =>
        [.. schema.Columns.Where((column, i) => Sources[i] < 0 && Constants[i] is null && !column.IsOptional)];

    private string Advice(TableSchema schema, IReadOnlyList<string> header, List<Column> missing,
        (string Name, Func<CsvScanner> Open) source)
    {
        var (file, text) = (source.Name, new StringBuilder());
        if (Sources.All(source => source < 0))
        {
            text.Append($"The first line of {file} names no column of table {schema.Name}: ")
                .Append($"{string.Join(", ", header.Take(20).Select(Cut))}. If the file has no header, list its ")
                .Append("columns as \"header\" in a mapping. ");
        }
        else
        {
            text.Append($"{file} lacks columns that table {schema.Name} needs: ")
                .Append($"{string.Join(", ", missing.Select(column => column.Name))}. ")
                .Append($"Found: {string.Join(", ", header.Take(40).Select(Cut))}. ");
        }

        var guess = ColumnGuess.Of(missing, Unused, header, source.Open);
        return text.Append("Write a mapping file and give it with --map, for example ")
            .Append($"{{\"columns\": {JsonSerializer.Serialize(guess, s_readable)}}}").ToString();
    }

    private static string Cut(string name) => name.Length <= 60 ? name : $"{name[..60]}…";
}
