namespace Quartermaster.Forecasting.StockOuts;

/// <summary>Which share of a day's demand comes in which hour, on working days and on weekends.</summary>
/// <param name="hours">Hours of a day.</param>
internal sealed class HourProfile(int hours)
{
    /// <summary>Kinds of days.</summary>
    internal const int Kinds = 2;

    private readonly double[] _shares = [.. Enumerable.Repeat(1.0 / hours, Kinds * hours)];

    /// <summary>The hours of a kind of day; they sum to 1.</summary>
    internal ReadOnlySpan<double> Of(int kind) => _shares.AsSpan(kind * hours, hours);

    internal static int KindOf(DateOnly day, bool weekends) =>
        weekends && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;

    /// <summary>What was sold against what was expected of this profile, drawn to it.</summary>
    /// <param name="seen">Units by kind of day and hour.</param>
    /// <param name="days">Demand of the days of which those hours were seen, in proportion to what was seen.</param>
    /// <param name="units">Units of demand that weigh as much as this profile.</param>
    internal HourProfile Drawn(ReadOnlySpan<double> seen, ReadOnlySpan<double> days, double units)
    {
        var drawn = new HourProfile(hours);
        for (var kind = 0; kind < Kinds; kind++)
        {
            var sum = 0.0;
            for (var i = kind * hours; i < (kind + 1) * hours; i++)
            {
                drawn._shares[i] = (seen[i] + (units * _shares[i])) / (days[i] + units);
                sum += drawn._shares[i];
            }

            for (var i = kind * hours; i < (kind + 1) * hours; i++)
            {
                drawn._shares[i] = sum > 0 ? drawn._shares[i] / sum : 1.0 / hours;
            }
        }

        return drawn;
    }

    /// <summary>What one product sold, as multiples of this profile that are the same on every kind of day: the few
    /// sales of one product cannot tell weekends apart.</summary>
    internal HourProfile Bent(ReadOnlySpan<double> seen, ReadOnlySpan<double> days, double units)
    {
        var (multiples, bent) = (new double[hours], new HourProfile(hours));
        for (var hour = 0; hour < hours; hour++)
        {
            var (sold, expected) = (0.0, 0.0);
            for (var i = hour; i < Kinds * hours; i += hours)
            {
                sold += seen[i];
                expected += days[i] * _shares[i];
            }

            var prior = units * _shares[hour];
            multiples[hour] = expected + prior > 0 ? (sold + prior) / (expected + prior) : 1;
        }

        for (var kind = 0; kind < Kinds; kind++)
        {
            var sum = 0.0;
            for (var hour = 0; hour < hours; hour++)
            {
                sum += bent._shares[(kind * hours) + hour] = _shares[(kind * hours) + hour] * multiples[hour];
            }

            for (var hour = 0; hour < hours; hour++)
            {
                bent._shares[(kind * hours) + hour] = sum > 0
                    ? bent._shares[(kind * hours) + hour] / sum : 1.0 / hours;
            }
        }

        return bent;
    }
}
