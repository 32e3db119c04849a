using System.Buffers;

namespace Quartermaster.Storage.Import.Reading;

/// <summary>Splits text into records and cells (RFC 4180), and survives whatever it meets.</summary>
/// <remarks>Lines end in LF, CRLF or CR, also mixed. A cell is quoted if its first character is a quote. After a
/// record whose form is broken it goes on with the next physical line, so that one stray quote costs one record and
/// not the rest of the file. Empty lines are skipped. Memory: one record of at most
/// <see cref="LongestRecord"/> characters and one block.</remarks>
internal sealed class CsvScanner(TextBlocks source, char delimiter)
{
    /// <summary>The most characters of one record.</summary>
    internal const int LongestRecord = 1 << 20;

    private const int Block = 1 << 16;
    private const int Shown = 80;
    private readonly SearchValues<char> _stops = SearchValues.Create([delimiter, '\n', '\r']);
    private char[] _buffer = new char[4 * Block];
    private int _start, _next, _end, _linesInRecord;
    private bool _isLast;
    private Cell[] _cells = new Cell[64];
    private char[] _scratch = new char[256];

    private enum Step : byte
    {
        Record,
        NeedMore,
        OpenQuote,
        TextAfterQuote,
        TooLong,
    }

    private readonly record struct Cell(int From, int Length, bool IsEscaped);

    /// <summary>The cells of the current record.</summary>
    internal int Count { get; private set; }

    /// <summary>The physical line on which the current record begins, from 1.</summary>
    internal long Line { get; private set; } = 1;

    /// <summary>What is wrong with the current record's form.</summary>
    internal RecordFault Fault { get; private set; }

    /// <summary>The current record as it was written, cut to 80 characters.</summary>
    internal ReadOnlySpan<char> Text => _buffer.AsSpan(_start, Math.Min(_next - _start, Shown)).TrimEnd("\r\n");

    /// <summary>Whether the record holds NUL or replaced characters.</summary>
    internal bool HasOddCharacters =>
        source.HasOddCharacters && _buffer.AsSpan(_start, _next - _start).IndexOfAny('\0', '\uFFFD') >= 0;

    /// <summary>A cell of the current record, without quotes and outer spaces. Valid until the next cell is asked.
    /// </summary>
    internal ReadOnlySpan<char> this[int index]
    {
        get
        {
            var cell = _cells[index];
            var text = _buffer.AsSpan(_start + cell.From, cell.Length);
            return (cell.IsEscaped ? Unescape(text) : text).Trim();
        }
    }

    /// <summary>Goes to the next record that is not an empty line.</summary>
    internal bool Read()
    {
        while (true)
        {
            (_start, Line, _linesInRecord) = (_next, Line + _linesInRecord, 0);
            if (_start == _end && !Fill())
            {
                return false;
            }

            ReadOne();
            if (Fault != RecordFault.None || Count > 1 || _cells[0].Length > 0)
            {
                return true;
            }
        }
    }

    private void ReadOne()
    {
        while (true)
        {
            var step = Scan(_buffer.AsSpan(_start, _end - _start), out var length);
            if (step == Step.NeedMore && _end - _start <= LongestRecord)
            {
                Fill();
                continue;
            }

            if (step == Step.Record && length <= LongestRecord)
            {
                (_next, Fault) = (_start + length, RecordFault.None);
                return;
            }

            Count = 0;
            Fault = step switch
            {
                Step.OpenQuote => RecordFault.OpenQuote,
                Step.TextAfterQuote => RecordFault.TextAfterQuote,
                _ => RecordFault.TooLong,
            };
            SkipLine();
            return;
        }
    }

    private Step Scan(ReadOnlySpan<char> text, out int length)
    {
        (Count, _linesInRecord, length) = (0, 0, 0);
        var at = 0;
        while (true)
        {
            var step = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at);
            if (step != Step.Record || (at >= text.Length && !_isLast))
            {
                return step != Step.Record ? step : Step.NeedMore;
            }

            if (at >= text.Length || text[at] != delimiter)
            {
                return EndLine(text, at, out length);
            }

            at++;
        }
    }

    private Step EndLine(ReadOnlySpan<char> text, int at, out int length)
    {
        length = at;
        if (at >= text.Length)
        {
            return Step.Record;
        }

        var isCarriageReturn = text[at] == '\r';
        if (isCarriageReturn && at + 1 >= text.Length && !_isLast)
        {
            return Step.NeedMore;
        }

        length += isCarriageReturn && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
        _linesInRecord++;
        return Step.Record;
    }

    private Step Plain(ReadOnlySpan<char> text, ref int at)
    {
        var found = text[at..].IndexOfAny(_stops);
        if (found < 0 && !_isLast)
        {
            return Step.NeedMore;
        }

        var length = found < 0 ? text.Length - at : found;
        Add(new(at, length, IsEscaped: false));
        at += length;
        return Step.Record;
    }

    private Step Quoted(ReadOnlySpan<char> text, ref int at)
    {
        var (from, to, isEscaped) = (at + 1, at + 1, false);
        while (true)
        {
            var found = text[to..].IndexOf('"');
            if (found < 0)
            {
                return _isLast ? Step.OpenQuote : text.Length <= LongestRecord ? Step.NeedMore : Unclosed(text[from..]);
            }

            to += found + 1;
            if (to >= text.Length && !_isLast)
            {
                return Step.NeedMore;
            }

            if (to >= text.Length || text[to] != '"')
            {
                break;
            }

            (isEscaped, to) = (true, to + 1);
        }

        Add(new(from, to - 1 - from, isEscaped));
        _linesInRecord += Lines(text[from..(to - 1)]);
        at = to;
        return to >= text.Length || _stops.Contains(text[to]) ? Step.Record : Step.TextAfterQuote;
    }

    // A quote that nobody closes runs over many lines; a cell that goes on and on in one line is just long.
    private static Step Unclosed(ReadOnlySpan<char> text) =>
        text.IndexOfAny('\r', '\n') < 0 ? Step.TooLong : Step.OpenQuote;

    private void Add(Cell cell)
    {
        if (Count == _cells.Length)
        {
            Array.Resize(ref _cells, 2 * Count);
        }

        _cells[Count++] = cell;
    }

    // What is left of the physical line may be long: but for the first characters, which the report shows, it is
    // dropped block by block.
    private void SkipLine()
    {
        (_next, _linesInRecord) = (_start, 1);
        while (true)
        {
            var found = _buffer.AsSpan(_next, _end - _next).IndexOfAny('\r', '\n');
            if (found >= 0 || _isLast)
            {
                _next = found >= 0 ? _next + found : _end;
                SkipLineEnd();
                return;
            }

            _next = _end = Math.Min(_end, _start + Shown);
            Fill();
        }
    }

    private void SkipLineEnd()
    {
        if (_next < _end && _buffer[_next++] == '\r' && (_next < _end || Fill()) && _buffer[_next] == '\n')
        {
            _next++;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_next, _end, _start) = (_next - _start, _end - _start, 0);
        }

        if (_buffer.Length - _end < Block)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = _isLast ? 0 : source.Read(_buffer.AsSpan(_end));
        _isLast |= read == 0;
        _end += read;
        return read > 0;
    }

    private ReadOnlySpan<char> Unescape(ReadOnlySpan<char> text)
    {
        if (_scratch.Length < text.Length)
        {
            _scratch = new char[2 * text.Length];
        }

        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            _scratch[count++] = text[i];
            i += text[i] == '"' ? 1 : 0;
        }

        return _scratch.AsSpan(0, count);
    }

    private static int Lines(ReadOnlySpan<char> text) =>
        text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}
