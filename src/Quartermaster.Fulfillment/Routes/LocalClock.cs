using System.Globalization;
using NodaTime;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Local time in a zone, for showing and reading instants; zone data is pinned with the program.</summary>
/// <param name="zone">An IANA name, for example America/Chicago; an unknown one counts as UTC.</param>
public sealed class LocalClock(string zone)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;

    /// <summary>Whether a name is one of an IANA zone.</summary>
    public static bool Knows(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    /// <summary>The IANA name.</summary>
    public string Zone => _zone.Id;

    /// <summary>The instant of a local day and minute; a time that summer time skips moves on.</summary>
    /// <param name="day">The local day.</param>
    /// <param name="minuteOfDay">0 to 1,439.</param>
    public Quartermaster.Domain.Instant Of(DateOnly day, int minuteOfDay) =>
        Quartermaster.Domain.Instant.OfMinutes(LocalDays.MinuteOf(_zone, day, minuteOfDay));

    /// <summary>The local time of an instant as minutes since 1970, days of 1,440 minutes: the hour that autumn repeats
    /// counts twice.</summary>
    public int LocalMinutesOf(Quartermaster.Domain.Instant instant)
    {
        var utc = NodaTime.Instant.FromUnixTimeMilliseconds(instant.UnixMilliseconds);
        return (int)Math.Floor((instant.UnixMilliseconds + _zone.GetUtcOffset(utc).Milliseconds) / 60_000.0);
    }

    /// <summary>An instant in words, for example "Tue 2025-03-04 21:00 CST".</summary>
    public string Write(Quartermaster.Domain.Instant instant)
    {
        var local = NodaTime.Instant.FromUnixTimeMilliseconds(instant.UnixMilliseconds).InZone(_zone);
        return local.ToString("ddd uuuu-MM-dd HH:mm x", CultureInfo.InvariantCulture);
    }

    /// <summary>An instant as ISO 8601 with its offset, for machines.</summary>
    public string WriteIso(Quartermaster.Domain.Instant instant) => NodaTime.Instant
        .FromUnixTimeMilliseconds(instant.UnixMilliseconds).InZone(_zone).ToOffsetDateTime()
        .ToString("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>", CultureInfo.InvariantCulture);
}
