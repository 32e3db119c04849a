using System.Text;
using Quartermaster.Storage.Files;

namespace Quartermaster.Storage.Import;

/// <summary>The lists of rows that did not land, one per source file: written aside, and published after the table.
/// </summary>
internal sealed class Rejects(Disk disk, string folder, string table, int mostLines) : IDisposable
{
    private const int MostCharacters = 80;
    private readonly SortedDictionary<string, FileList> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Field, string Rule), (long Count, string Example)> _rules = [];
    private string _source = "", _path = "";
    private long _lastLine = -1;

    /// <summary>Rows rejected.</summary>
    internal long Rows { get; private set; }

    /// <summary>Where the lists are, once published.</summary>
    internal IReadOnlyList<string> Files => [.. _lists.Keys];

    internal IReadOnlyList<BrokenRule> Rules =>
    [
        .. _rules.Select(pair => new BrokenRule(pair.Key.Field, pair.Key.Rule, pair.Value.Count, pair.Value.Example))
            .OrderByDescending(rule => rule.Count).ThenBy(rule => rule.Field, StringComparer.Ordinal)
            .ThenBy(rule => rule.Rule, StringComparer.Ordinal),
    ];

    /// <summary>Says from which file the next rejects are.</summary>
    internal void Begin(string source, string hash8) =>
        (_source, _lastLine, _path) = (source, -1, Path.Combine(folder, $"{table}-{source}-{hash8}.csv"));

    /// <summary>Lists a cell, or a whole row where the field is empty.</summary>
    internal void Add(long line, string field, ReadOnlySpan<char> value, string rule) =>
        Add(line, field, value, rule, rule);

    /// <summary>Lists a row whose key another row has with other values.</summary>
    internal void AddConflict(long line, string field, string key, string other) => Add(line, field, key,
        $"the same key is on {other} with other values; neither was taken",
        "the same key is on several lines with different values; none was taken");

    /// <summary>Gives the lists their names.</summary>
    internal void Publish()
    {
        foreach (var (path, list) in _lists)
        {
            if (list.Lines > mostLines)
            {
                list.Writer.Write($",,,,{list.Lines - mostLines} more are not listed\n");
            }

            list.Writer.Dispose();
            disk.Rename(path + Leftovers.Suffix, path);
        }
    }

    public void Dispose()
    {
        foreach (var (path, list) in _lists)
        {
            list.Close();
            File.Delete(path + Leftovers.Suffix);
        }
    }

    private void Add(long line, string field, ReadOnlySpan<char> value, string rule, string countedAs)
    {
        Rows += line == _lastLine ? 0 : 1;
        _lastLine = line;
        var shown = Shown(value);
        _rules[(field, countedAs)] = _rules.TryGetValue((field, countedAs), out var known)
            ? (known.Count + 1, known.Example) : (1, $"{_source} line {line}: '{shown}'");
        if (!_lists.TryGetValue(_path, out var list))
        {
            _lists.Add(_path, list = Open());
        }

        if (list.Lines++ < mostLines)
        {
            list.Writer.Write($"{Quoted(_source)},{line},{field},{Quoted(shown)},{Quoted(rule)}\n");
        }
    }

    private FileList Open()
    {
        disk.CreateFolder(folder);
        var writer = new StreamWriter(disk.Create(_path + Leftovers.Suffix), new UTF8Encoding(false), 1 << 14);
        writer.Write("file,line,field,value,rule\n");
        return new(writer);
    }

    // Control characters would make the list itself hard to read.
    private static string Shown(ReadOnlySpan<char> value)
    {
        var shown = new StringBuilder(
            value.Length <= MostCharacters ? value.ToString() : $"{value[..MostCharacters]}…");
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = char.IsControl(shown[i]) ? '\u00B7' : shown[i];
        }

        return shown.ToString();
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed class FileList(StreamWriter writer)
    {
        internal StreamWriter Writer => writer;

        internal long Lines { get; set; }

        // A full disk fails again when what is buffered is written; that was already said.
        internal void Close()
        {
            try
            {
                writer.Dispose();
            }
            catch (IOException)
            {
                writer.BaseStream.Dispose();
            }
        }
    }
}
