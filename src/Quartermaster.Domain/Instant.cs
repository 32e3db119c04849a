using System.Globalization;

namespace Quartermaster.Domain;

/// <summary>A point on the UTC time line.</summary>
/// <param name="UnixMilliseconds">Milliseconds since 1970-01-01T00:00Z; the default, 0, also means "not known".</param>
public readonly record struct Instant(long UnixMilliseconds) : IComparable<Instant>
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>Whether the instant is known.</summary>
    public bool IsKnown => UnixMilliseconds != 0;

    /// <summary>The UTC day that the instant lies in.</summary>
    public DateOnly UtcDay => DateOnly.FromDayNumber(
        UnixEpochDayNumber + (int)Math.DivRem(UnixMilliseconds, MillisecondsPerDay, out var rest) - (rest < 0 ? 1 : 0));

    /// <summary>Whole minutes since 1970, rounded down: the unit of promise kernels.</summary>
    public int UnixMinutes => (int)Math.Floor(UnixMilliseconds / 60_000.0);

    private static int UnixEpochDayNumber => new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The first instant of a UTC day, plus some minutes.</summary>
    public static Instant Of(DateOnly utcDay, int minutes = 0) =>
        new(((utcDay.DayNumber - UnixEpochDayNumber) * MillisecondsPerDay) + (minutes * 60_000L));

    /// <summary>The instant that begins a minute since 1970.</summary>
    public static Instant OfMinutes(int unixMinutes) => new(unixMinutes * 60_000L);

    /// <summary>A later (or, with a negative number, earlier) instant.</summary>
    public Instant PlusMinutes(long minutes) => new(UnixMilliseconds + (minutes * 60_000L));

    /// <inheritdoc/>
    public int CompareTo(Instant other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    /// <summary>Whether one instant is before another.</summary>
    public static bool operator <(Instant left, Instant right) => left.UnixMilliseconds < right.UnixMilliseconds;

    /// <summary>Whether one instant is after another.</summary>
    public static bool operator >(Instant left, Instant right) => left.UnixMilliseconds > right.UnixMilliseconds;

    /// <summary>Whether one instant is not after another.</summary>
    public static bool operator <=(Instant left, Instant right) => left.UnixMilliseconds <= right.UnixMilliseconds;

    /// <summary>Whether one instant is not before another.</summary>
    public static bool operator >=(Instant left, Instant right) => left.UnixMilliseconds >= right.UnixMilliseconds;

    /// <inheritdoc/>
    public override string ToString() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
