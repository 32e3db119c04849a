namespace Quartermaster.Storage.Import.Reading;

/// <summary>Scanners over one file, each from its start; closes what it opened.</summary>
internal sealed class OpenFiles(SourceFile file, ImportMapping mapping, char delimiter) : IDisposable
{
    private readonly List<Stream> _open = [];

    /// <summary>A scanner before the first record.</summary>
    internal CsvScanner Scanner()
    {
        _open.Add(file.Open());
        return new(new(_open[^1], mapping.Encoding), delimiter);
    }

    /// <summary>A scanner before the first record after the header.</summary>
    internal CsvScanner Next()
    {
        var scanner = Scanner();
        _ = mapping.Header is null && scanner.Read();
        return scanner;
    }

    public void Dispose() => _open.ForEach(stream => stream.Dispose());
}
