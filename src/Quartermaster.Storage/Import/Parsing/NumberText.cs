using System.Globalization;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>What came of reading a number.</summary>
internal enum NumberFault : byte
{
    /// <summary>It is a number.</summary>
    None,

    /// <summary>It is not.</summary>
    NotANumber,

    /// <summary>A comma or point could part thousands or decimals.</summary>
    Ambiguous,
}

/// <summary>A number as written: digits and how many of them are decimals; wide ones as a double only.</summary>
internal readonly record struct NumberValue(long Digits, int Decimals, double Wide)
{
    private static readonly double[] s_powers = [.. Enumerable.Range(0, 19).Select(i => Math.Pow(10, i))];

    internal double AsDouble => Decimals < 0 ? Wide : Digits / s_powers[Decimals];

    /// <summary>Millionths, half to even; only for amounts already known to be within limits.</summary>
    internal long AsMicros => Decimals is >= 0 and <= 6
        ? Digits * (long)s_powers[6 - Decimals]
        : (long)Math.Round((decimal)AsDouble * 1_000_000m);

    internal bool IsWhole => Decimals == 0 || AsDouble == Math.Floor(AsDouble);
}

/// <summary>Reads numbers as people and programs write them: signs, groups of thousands, decimal point or comma,
/// exponents, a leading currency sign.</summary>
internal static class NumberText
{
    // Up to here a whole number is exact as a double, and so is its quotient by a power of ten correctly rounded
    // (Clinger, 1990, "How to read floating point numbers accurately").
    private const long MostExact = 1L << 53;

    internal static NumberFault Parse(ReadOnlySpan<char> text, NumberStyle style, out NumberValue value)
    {
        var at = text.Length > 1 && text[0] is '£' or '$' or '€' ? 1 : 0;
        var isNegative = at < text.Length && text[at] == '-';
        at += isNegative || (at < text.Length && text[at] == '+') ? 1 : 0;
        var isPlain = at <= 1 && text.Length > 0 && text[0] is not ('£' or '$' or '€');
        var (digits, count, decimals, group) = (0L, 0, -1, -1);
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if (digit is >= 0 and <= 9)
            {
                if (++count > 18)
                {
                    return Wide(text, style, out value);
                }

                digits = (digits * 10) + digit;
                decimals += decimals >= 0 ? 1 : 0;
                group += group >= 0 ? 1 : 0;
            }
            else if (text[at] == style.Decimal && decimals < 0 && group is -1 or 3)
            {
                (decimals, group) = (0, -1);
            }
            else if (style.IsGroup(text[at]) && decimals < 0 && count > 0 && group is -1 or 3)
            {
                if (!style.IsCertain && text[at] is ',' or '.')
                {
                    value = default;
                    return NumberFault.Ambiguous;
                }

                (group, isPlain) = (0, false);
            }
            else
            {
                return Wide(text, style, out value);
            }
        }

        if (style.IsPointDoubtful && decimals == 3 && digits is >= 1_000 and < 1_000_000)
        {
            value = default;
            return NumberFault.Ambiguous;
        }

        if (digits > MostExact && decimals > 0 && isPlain)
        {
            return Wide(text, style, out value);
        }

        value = new(isNegative ? -digits : digits, Math.Max(decimals, 0), 0);
        return count > 0 && group is -1 or 3 ? NumberFault.None : NumberFault.NotANumber;
    }

    // Exponents and more than 18 digits: rare, and nearly always out of every column's limits.
    private static NumberFault Wide(ReadOnlySpan<char> text, NumberStyle style, out NumberValue value)
    {
        Span<char> plain = stackalloc char[64];
        value = default;
        if (text.Length > plain.Length || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.' or ','))
        {
            return NumberFault.NotANumber;
        }

        text.CopyTo(plain);
        plain = plain[..text.Length];
        plain.Replace(style.Decimal, '.');
        var isNumber = !(style.Decimal != '.' && text.Contains('.'))
            & double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var wide);
        value = new(0, -1, isNumber ? wide : 0);
        return isNumber ? NumberFault.None : NumberFault.NotANumber;
    }
}
