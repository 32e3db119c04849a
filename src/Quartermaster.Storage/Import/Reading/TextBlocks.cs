using System.Text;
using System.Text.Unicode;

namespace Quartermaster.Storage.Import.Reading;

/// <summary>Turns bytes into characters block by block, and says in which encoding they were.</summary>
/// <remarks>A byte-order mark decides. Without one the text is UTF-8 as long as it is valid; at the first bytes that
/// are not, it becomes Windows-1252 if everything before was plain ASCII (which reads the same in both). If valid
/// UTF-8 letters came before, the bad bytes become U+FFFD and the rows that hold them are rejected: never a silent
/// guess. Bytes that Windows-1252 does not define become U+FFFD as well.</remarks>
internal sealed class TextBlocks(Stream stream, string? statedEncoding = null)
{
    private const string Cp1252From80 =
        "\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD"
        + "\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178";

    private readonly byte[] _bytes = new byte[1 << 16];
    private int _count;
    private bool _isStarted, _isEnded, _sawUtf8Letters;
    private Kind _kind;
    private Decoder? _utf16;

    private enum Kind
    {
        Utf8,
        Windows1252,
        Utf16,
    }

    /// <summary>The encoding used, in words, for the report.</summary>
    internal string EncodingName { get; private set; } = "ASCII";

    /// <summary>Bytes unpacked so far.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>Whether a NUL or a replaced character has been seen: only then must rows be searched.</summary>
    internal bool HasOddCharacters { get; private set; }

    /// <summary>Places in a Windows-1252 text that would also be valid UTF-8: a sign of mixed encodings.</summary>
    internal long LooksLikeUtf8 { get; private set; }

    /// <summary>Fills part of a buffer of at least 4 characters; 0 at the end.</summary>
    internal int Read(Span<char> buffer)
    {
        while (true)
        {
            if (!_isEnded && _count < _bytes.Length)
            {
                var read = stream.Read(_bytes, _count, _bytes.Length - _count);
                _isEnded = read == 0;
                _count += read;
                BytesRead += read;
            }

            if (!_isStarted)
            {
                Start();
            }

            if (_count == 0)
            {
                return 0;
            }

            var written = Decode(buffer);
            if (written > 0)
            {
                HasOddCharacters |= buffer[..written].IndexOfAny('\0', '\uFFFD') >= 0;
                return written;
            }
        }
    }

    private void Start()
    {
        while (_count < 4 && !_isEnded)
        {
            var read = stream.Read(_bytes, _count, _bytes.Length - _count);
            _isEnded = read == 0;
            _count += read;
            BytesRead += read;
        }

        _isStarted = true;
        var (encoding, skip) = EncodingSigns.Of(_bytes.AsSpan(0, _count), statedEncoding);
        Drop(skip);
        EncodingName = encoding;
        (_kind, _utf16) = encoding switch
        {
            "UTF-16 LE" => (Kind.Utf16, new UnicodeEncoding(false, false).GetDecoder()),
            "UTF-16 BE" => (Kind.Utf16, new UnicodeEncoding(true, false).GetDecoder()),
            "Windows-1252" => (Kind.Windows1252, null),
            _ => (Kind.Utf8, null),
        };
    }

    private int Decode(Span<char> buffer) => _kind switch
    {
        Kind.Utf8 => DecodeUtf8(buffer),
        Kind.Windows1252 => DecodeWindows1252(buffer),
        _ => DecodeUtf16(buffer),
    };

    private int DecodeUtf8(Span<char> buffer)
    {
        var status = Utf8.ToUtf16(_bytes.AsSpan(0, _count), buffer, out var read, out var written,
            replaceInvalidSequences: false, isFinalBlock: _isEnded);
        if (read > written)
        {
            (_sawUtf8Letters, EncodingName) = (true, "UTF-8");
        }

        Drop(read);
        if (status != System.Buffers.OperationStatus.InvalidData || written > 0)
        {
            return written;
        }

        if (!_sawUtf8Letters && statedEncoding is null)
        {
            (_kind, EncodingName) = (Kind.Windows1252, "Windows-1252");
            return DecodeWindows1252(buffer);
        }

        Drop(1);
        buffer[0] = '\uFFFD';
        return 1;
    }

    private int DecodeWindows1252(Span<char> buffer)
    {
        var count = Math.Min(_count, buffer.Length);
        for (var i = 0; i < count; i++)
        {
            var value = _bytes[i];
            buffer[i] = value is >= 0x80 and < 0xA0 ? Cp1252From80[value - 0x80] : (char)value;
            if (value is >= 0x80 and < 0xC0 && i > 0 && _bytes[i - 1] is >= 0xC2 and < 0xF5)
            {
                LooksLikeUtf8++;
            }
        }

        Drop(count);
        return count;
    }

    private int DecodeUtf16(Span<char> buffer)
    {
        _utf16!.Convert(_bytes.AsSpan(0, _count), buffer, _isEnded, out var read, out var written, out _);
        Drop(read);
        return written;
    }

    private void Drop(int bytes)
    {
        _count -= bytes;
        _bytes.AsSpan(bytes, _count).CopyTo(_bytes);
    }
}
