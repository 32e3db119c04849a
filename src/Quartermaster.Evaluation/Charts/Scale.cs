namespace Quartermaster.Evaluation.Charts;

/// <summary>Maps values to places on an axis, and chooses round numbers to mark.</summary>
internal readonly struct Scale
{
    private readonly double _from, _to, _start, _length;

    /// <summary>A scale that covers values, rounded outward to marks.</summary>
    /// <param name="values">What must fit; not a number is left out.</param>
    /// <param name="fromZero">Whether 0 must be shown.</param>
    /// <param name="start">Where the axis begins in the picture.</param>
    /// <param name="length">How long it is, negative for upward.</param>
    internal Scale(IEnumerable<double> values, bool fromZero, double start, double length)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        (low, high) = low <= high ? (low, high) : (0, 1);
        low = fromZero ? Math.Min(0, low) : low;
        high = high > low ? high : low + Math.Max(1e-9, Math.Abs(low) * 0.1);
        Step = RoundStep((high - low) / 5);
        (_from, _to) = (Math.Floor(low / Step) * Step, Math.Ceiling(high / Step) * Step);
        (_start, _length) = (start, length);
    }

    /// <summary>The distance between two marks.</summary>
    internal double Step { get; }

    /// <summary>The values to mark.</summary>
    internal IEnumerable<double> Marks
    {
        get
        {
            var (from, step, count) = (_from, Step, (int)Math.Round((_to - _from) / Step));
            return Enumerable.Range(0, count + 1).Select(i => from + (i * step));
        }
    }

    /// <summary>A number format with as many decimals as marks need to be told apart and to say where they stand.
    /// </summary>
    /// <param name="format">A .NET numeric format, such as 0, #,0.00 or P1; one with sections is left as it is.</param>
    internal string FormatOf(string format)
    {
        var isPercent = format.StartsWith('P');
        var needed = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step * (isPercent ? 100 : 1)) - 1e-9), 0, 9);
        if (isPercent)
        {
            return int.TryParse(format.AsSpan(1), out var has) && has >= needed ? format : $"P{needed}";
        }

        var point = format.IndexOf('.', StringComparison.Ordinal);
        return format.Contains(';', StringComparison.Ordinal) || format.EndsWith('%')
            || (point < 0 ? 0 : format.Length - point - 1) >= needed
            ? format : $"{(point < 0 ? format : format[..point])}.{new string('0', needed)}";
    }

    /// <summary>Where a value stands in the picture.</summary>
    internal double At(double value) => _start + ((value - _from) / (_to - _from) * _length);

    // 1, 2 or 5 times a power of ten.
    private static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
