using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>The file online_retail_II.csv.gz as it is, read whole: some 60 MB for its million lines.</summary>
internal sealed class RetailLines
{
    private static readonly string[] s_header =
        ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"];

    internal List<RetailLine> Lines { get; } = [];

    internal TextList Invoices { get; } = new();

    internal TextList Products { get; } = new();

    internal TextList Descriptions { get; } = new();

    internal TextList Customers { get; } = new();

    internal TextList Countries { get; } = new();

    /// <summary>Reads the file.</summary>
    /// <exception cref="ImportException">It is not this data set, or a line cannot be read.</exception>
    internal static RetailLines Read(string path, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var (file, lines, read) = (SourceFile.Of(path), new RetailLines(), 0L);
        try
        {
            using var stream = file.Open(bytes => read += bytes);
            var scanner = new CsvScanner(new(stream), ',');
            RequireHeader(path, scanner);
            while (scanner.Read())
            {
                lines.Add(path, scanner);
                if (lines.Lines.Count % 16_384 == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                    progress?.Report(new(file.Name, read, file.Length, lines.Lines.Count));
                }
            }

            return lines;
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException($"{path} is damaged after {lines.Lines.Count} lines: its gzip data cannot be "
                + "unpacked. Nothing was imported. Get the file again.", fault);
        }
    }

    private static void RequireHeader(string path, CsvScanner scanner)
    {
        _ = scanner.Read();
        var found = Enumerable.Range(0, scanner.Count).Select(i => scanner[i].ToString()).ToArray();
        if (!found.SequenceEqual(s_header))
        {
            throw new ImportException($"{path} is not Online Retail II: its columns are {string.Join(", ", found)}; "
                + $"expected {string.Join(", ", s_header)}. For another file use 'qm import TABLE FILE'.")
                { IsWrongUse = true };
        }
    }

    private void Add(string path, CsvScanner scanner)
    {
        if (scanner.Count != s_header.Length
            || NumberText.Parse(scanner[3], new('.', true), out var units) != NumberFault.None || !units.IsWhole
            || DateText.Parse(scanner[4], DayOrder.Unknown, out var at) != DateFault.None
            || NumberText.Parse(scanner[5], new('.', true), out var price) != NumberFault.None)
        {
            throw new ImportException($"{path} line {scanner.Line} cannot be read: '{scanner.Text}'. The file differs "
                + "from the published one; get it again.");
        }

        var invoice = Invoices.NumberOf(scanner[0]);
        var line = Lines.Count > 0 && Lines[^1].Invoice == invoice ? Lines[^1].Line + 1 : 1;
        var code = Upper(scanner[1]);
        var count = (int)units.AsDouble;
        var kind = KindOf(scanner[0][0], code, count, price.AsMicros);
        Lines.Add(new(invoice, line, Products.NumberOf(code), Descriptions.NumberOf(scanner[2]),
            Customers.NumberOf(scanner[6]), Countries.NumberOf(scanner[7]), count, price.AsMicros,
            ((at.Day.DayNumber - LondonTime.Epoch) * 1_440) + (at.Milliseconds / 60_000), kind));
    }

    private static LineKind KindOf(char invoice, ReadOnlySpan<char> code, int units, long priceMicros) =>
        invoice == 'A' ? LineKind.Adjustment
        : code.Length < 5 || code[..5].ContainsAnyExceptInRange('0', '9') ? LineKind.Service
        : invoice == 'C' ? LineKind.Return
        : units < 0 ? LineKind.WriteOff
        : priceMicros == 0 ? LineKind.Free
        : LineKind.Sale;

    // 173 codes occur in both cases; they are the same product.
    private static ReadOnlySpan<char> Upper(ReadOnlySpan<char> code)
    {
        var upper = new char[code.Length];
        _ = code.ToUpperInvariant(upper);
        return upper;
    }
}

/// <summary>Texts by number, from 0 in the order they came.</summary>
internal sealed class TextList
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _texts = [];

    internal string this[int number] => _texts[number];

    internal int Count => _texts.Count;

    internal int NumberOf(ReadOnlySpan<char> text)
    {
        var lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out var number))
        {
            number = _texts.Count;
            _texts.Add(text.ToString());
            _numbers.Add(_texts[^1], number);
        }

        return number;
    }
}
