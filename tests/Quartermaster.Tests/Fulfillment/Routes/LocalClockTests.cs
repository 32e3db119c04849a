using System.Globalization;
using CsCheck;
using NodaTime;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

public sealed class LocalClockTests
{
    private static readonly string[] s_zones =
    [
        "America/Chicago", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati", "Etc/UTC",
        "Africa/Monrovia",
    ];

    [Fact]
    public void An_instant_is_written_as_the_library_of_zones_writes_it() =>
        Gen.Select(Gen.Int[0, s_zones.Length - 1], Gen.Long[-2_000_000_000_000, 4_000_000_000_000]).Sample((i, at) =>
        {
            var zone = s_zones[i];
            var local = NodaTime.Instant.FromUnixTimeMilliseconds(at)
                .InZone(DateTimeZoneProviders.Tzdb[zone]).ToOffsetDateTime();
            var text = new LocalClock(zone).WriteIso(new(at));
            Assert.Equal(local.ToString("uuuu-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), text[..19]);
            var offset = local.Offset.Seconds / 60;
            Assert.Equal(
                $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:00}:{Math.Abs(offset) % 60:00}", text[19..]);
        });
}
