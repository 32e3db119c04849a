using System.Globalization;

namespace Quartermaster.Domain;

/// <summary>The values that a setting of an engine may have. Said once, beside the setting: the check of a workspace's
/// settings, its messages and the test of docs/settings.md read it.</summary>
/// <remarks>What is not finite is allowed only where no upper limit forbids it; not a number never is.</remarks>
/// <param name="unit">What the value counts or measures, for example days.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string unit) : Attribute
{
    /// <summary>What the value counts or measures.</summary>
    public string Unit { get; } = unit;

    /// <summary>The smallest value allowed.</summary>
    public double AtLeast { get; init; } = double.NegativeInfinity;

    /// <summary>Values must be greater than this.</summary>
    public double Above { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value allowed.</summary>
    public double AtMost { get; init; } = double.PositiveInfinity;

    /// <summary>Values must be smaller than this; infinity for no such limit.</summary>
    public double Below { get; init; } = double.PositiveInfinity;

    /// <summary>One value beside the range that is allowed too, for example 0 for an automatic choice.</summary>
    public double Or { get; init; } = double.NaN;

    /// <summary>The name of another setting of the same section that this one must be greater than.</summary>
    public string? MoreThan { get; init; }

    /// <summary>The name of another setting of the same section that this one must be smaller than.</summary>
    public string? LessThan { get; init; }

    /// <summary>How many letters A to Z a text must have; 0 for any text.</summary>
    public int Letters { get; init; }

    /// <summary>The rule in words, for example "above 0, at most 1"; empty if every value is allowed.</summary>
    public string Rule
    {
        get
        {
            if (Letters > 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Letters} letters A to Z");
            }

            var (isAbove, isBelow) = (double.IsFinite(Above), double.IsFinite(Below));
            var low = isAbove ? "above " + Figure(Above) : double.IsFinite(AtLeast) ? Figure(AtLeast) : "";
            var rule = (low.Length > 0, isBelow, double.IsFinite(AtMost)) switch
            {
                (true, true, _) => $"{(isAbove ? low : low + " or more")}, below {Figure(Below)}",
                (true, _, true) => isAbove ? $"{low}, at most {Figure(AtMost)}" : $"{low} to {Figure(AtMost)}",
                (true, _, _) => isAbove ? low : low + " or more",
                (_, true, _) => "below " + Figure(Below),
                (_, _, true) => "at most " + Figure(AtMost),
                _ => "",
            };
            return double.IsNaN(Or) ? rule : $"{Figure(Or)}, or {rule}";
        }
    }

    /// <summary>Whether a number is allowed.</summary>
    /// <remarks>A limit that is infinite is none: an infinite budget is a budget of 0 or more.</remarks>
    public bool Allows(double value) => value == Or
        || (value >= AtLeast && value <= AtMost && !(value <= Above && double.IsFinite(Above))
            && !(value >= Below && double.IsFinite(Below)));

    /// <summary>Whether a text is allowed.</summary>
    public bool Allows(string value) =>
        Letters == 0 || (value.Length == Letters && value.All(letter => letter is >= 'A' and <= 'Z'));

    private static string Figure(double value) => value.ToString("#,0.############", CultureInfo.InvariantCulture);
}
