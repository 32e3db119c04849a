namespace Quartermaster.Forecasting.Demand;

/// <summary>What is on, on a day.</summary>
/// <param name="Effects">One bit per effect that is on: see <see cref="EffectFit"/>; bit 0 is not used.</param>
/// <param name="Strength">The product of the strengths that are stated.</param>
internal readonly record struct EventsOn(ushort Effects, double Strength)
{
    /// <summary>Nothing, on each of some days.</summary>
    internal static EventsOn[] None(int days)
    {
        var on = new EventsOn[days];
        Array.Fill(on, new(0, 1));
        return on;
    }

    /// <summary>Adds events to the days on which they are.</summary>
    internal static void Add(IEnumerable<EventSpan> happenings, Span<EventsOn> days)
    {
        foreach (var happening in happenings)
        {
            var (bit, strength) = (1 << happening.Effect, happening.IsStated ? happening.Strength : 1);
            for (var day = Math.Max(0, happening.First); day <= Math.Min(happening.Last, days.Length - 1); day++)
            {
                days[day] = new((ushort)(days[day].Effects | bit), days[day].Strength * strength);
            }
        }
    }
}
