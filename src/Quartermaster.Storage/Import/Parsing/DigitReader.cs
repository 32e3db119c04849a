namespace Quartermaster.Storage.Import.Parsing;

/// <summary>Walks over a short text of digits and separators.</summary>
internal ref struct DigitReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    internal readonly bool IsAtEnd => _at >= _text.Length;

    /// <summary>Whether the last separator taken was a Z.</summary>
    internal readonly bool WasZ => _at > 0 && _text[_at - 1] is 'Z' or 'z';

    /// <summary>How many digits come next.</summary>
    internal readonly int Digits
    {
        get
        {
            var end = _at;
            while (end < _text.Length && char.IsAsciiDigit(_text[end]))
            {
                end++;
            }

            return end - _at;
        }
    }

    /// <summary>Takes one of some characters, if it comes next.</summary>
    internal bool Any(ReadOnlySpan<char> wanted)
    {
        var found = _at < _text.Length && wanted.Contains(_text[_at]);
        _at += found ? 1 : 0;
        return found;
    }

    /// <summary>Takes a number of least to most digits.</summary>
    internal bool Number(int least, int most, out int value)
    {
        value = 0;
        var start = _at;
        while (_at < _text.Length && _at - start < most && char.IsAsciiDigit(_text[_at]))
        {
            value = (value * 10) + _text[_at++] - '0';
        }

        return _at - start >= least;
    }

    /// <summary>Takes 1 to 9 digits of a second's fraction, cut to milliseconds.</summary>
    internal bool Fraction(out int milliseconds)
    {
        var digits = Digits;
        var isNumber = Number(1, 9, out milliseconds);
        for (; digits < 3; digits++)
        {
            milliseconds *= 10;
        }

        for (; digits > 3; digits--)
        {
            milliseconds /= 10;
        }

        return isNumber;
    }

    /// <summary>Takes AM or PM, if it comes next.</summary>
    internal bool Half(out bool isAfternoon)
    {
        var rest = _text[_at..].TrimStart();
        isAfternoon = rest.StartsWith("PM", StringComparison.OrdinalIgnoreCase);
        var isHalf = isAfternoon || rest.StartsWith("AM", StringComparison.OrdinalIgnoreCase);
        _at = isHalf ? _text.Length - rest.Length + 2 : _at;
        return isHalf;
    }
}
