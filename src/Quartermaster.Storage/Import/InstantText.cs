using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import.Parsing;

namespace Quartermaster.Storage.Import;

/// <summary>Reads instants as people write them: a date, a time, and Z or an offset.</summary>
public static class InstantText
{
    /// <summary>The instant; null for text that is none. Without Z or an offset it is UTC.</summary>
    public static Instant? Parse(ReadOnlySpan<char> text) =>
        ParseLocal(text) is { } value ? Instant.Of(value.Day, value.Minute).PlusMinutes(-(value.OffsetMinutes ?? 0))
            : null;

    /// <summary>The day, minute of the day and offset as written; null for text that is no time.</summary>
    public static (DateOnly Day, int Minute, int? OffsetMinutes)? ParseLocal(ReadOnlySpan<char> text) =>
        DateText.Parse(text, DayOrder.Unknown, out var value) == DateFault.None
            ? (value.Day, value.Milliseconds / 60_000, value.OffsetMinutes) : null;
}

/// <summary>Reads speeds in any case, with or without separators: one-day, OneDay, one_day.</summary>
public static class SpeedText
{
    /// <summary>The speed; null for a word that is none.</summary>
    public static Speed? Parse(ReadOnlySpan<char> text)
    {
        var wanted = Names.Squeeze(text.ToString());
        foreach (var speed in Enum.GetValues<Speed>())
        {
            if (Names.Squeeze(speed.ToString()) == wanted)
            {
                return speed;
            }
        }

        return null;
    }
}
