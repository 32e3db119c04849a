using Quartermaster.Evaluation.Generation.Places;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>At what hour customers order: by their local clock.</summary>
internal sealed class DayHours
{
    private const int MinutesPerDay = 1_440;

    // Orders by local hour, from midnight: a low at 4, a rise over the morning, the top at 20.
    private static readonly double[] s_curve =
    [
        1.6, 0.9, 0.5, 0.4, 0.4, 0.6, 1.3, 2.4, 3.6, 4.8, 5.6, 6.0,
        6.1, 5.8, 5.6, 5.5, 5.4, 5.4, 5.6, 6.3, 7.2, 7.4, 6.2, 4.0,
    ];

    private static readonly double[] s_until = Cumulate(s_curve);

    private readonly int[] _offsets;
    private readonly double[] _viewsUntil;

    /// <summary>The hours of one day.</summary>
    internal DayHours(DateOnly day)
    {
        _offsets = Array.ConvertAll(Place.Metros, metro => metro.Zone.OffsetMinutes(day));
        var byHour = new double[24];
        for (var metro = 0; metro < _offsets.Length; metro++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                byHour[(hour - (_offsets[metro] / 60) + 24) % 24] += s_curve[hour] * Place.Metros[metro].Population;
            }
        }

        _viewsUntil = Cumulate(byHour);
    }

    /// <summary>The UTC millisecond of the day at which a customer of a metro orders, for a uniform in [0,
    /// 1).</summary>
    internal int MillisecondOf(int metro, double uniform)
    {
        var hour = 0;
        while (hour < 23 && s_until[hour] <= uniform)
        {
            hour++;
        }

        var before = hour == 0 ? 0 : s_until[hour - 1];
        var local = 60 * (hour + Math.Clamp((uniform - before) / (s_until[hour] - before), 0, 0.999_999));
        var minutes = local - _offsets[metro];
        return (int)(60_000 * (minutes >= MinutesPerDay ? minutes - MinutesPerDay : minutes));
    }

    /// <summary>The share of the UTC day's views, over the whole country, before a minute.</summary>
    internal double ViewsBefore(double minute)
    {
        var hour = Math.Clamp((int)(minute / 60), 0, 23);
        var before = hour == 0 ? 0 : _viewsUntil[hour - 1];
        return before + ((_viewsUntil[hour] - before) * Math.Clamp((minute / 60) - hour, 0, 1));
    }

    private static double[] Cumulate(double[] weights)
    {
        var (sum, total) = (0.0, weights.Sum());
        return Array.ConvertAll(weights, weight => (sum += weight) / total);
    }
}
