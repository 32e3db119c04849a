namespace Quartermaster.Storage.Import.Reading;

/// <summary>Which encoding a text starts in, from its byte-order mark, its zero bytes, or the mapping.</summary>
internal static class EncodingSigns
{
    internal static IReadOnlyList<string> Names { get; } =
        ["utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1252", "latin1", "ascii"];

    /// <summary>The encoding's name and the bytes of its mark.</summary>
    internal static (string Name, int Mark) Of(ReadOnlySpan<byte> first, string? stated) => first switch
    {
        [0xEF, 0xBB, 0xBF, ..] => ("UTF-8", 3),
        [0xFF, 0xFE, ..] => ("UTF-16 LE", 2),
        [0xFE, 0xFF, ..] => ("UTF-16 BE", 2),
        _ => (Stated(stated) ?? Zeros(first), 0),
    };

    private static string? Stated(string? stated) => stated?.ToUpperInvariant() switch
    {
        null => null,
        "UTF-16" or "UTF-16LE" => "UTF-16 LE",
        "UTF-16BE" => "UTF-16 BE",
        "WINDOWS-1252" or "LATIN1" => "Windows-1252",
        "UTF-8" => "UTF-8",
        _ => "ASCII",
    };

    // Latin text in UTF-16 without a mark has a zero in every second byte; UTF-8 has none.
    private static string Zeros(ReadOnlySpan<byte> first)
    {
        var (even, odd, pairs) = (0, 0, Math.Min(first.Length, 4_096) / 2);
        for (var i = 0; i < pairs; i++)
        {
            even += first[2 * i] == 0 ? 1 : 0;
            odd += first[(2 * i) + 1] == 0 ? 1 : 0;
        }

        return pairs >= 2 && odd > pairs * 3 / 4 && even < pairs / 8 ? "UTF-16 LE"
            : pairs >= 2 && even > pairs * 3 / 4 && odd < pairs / 8 ? "UTF-16 BE"
            : "ASCII";
    }
}
