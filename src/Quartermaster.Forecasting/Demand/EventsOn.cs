using System.Runtime.CompilerServices;

namespace Quartermaster.Forecasting.Demand;

/// <summary>What is on, on a day: of each kind of event one, however many there are.</summary>
/// <remarks>Events of one kind are learned as one, and so they count as one: a stated strength before none, and of
/// several stated ones the strongest, the one farthest from 1. Kinds multiply, as their effects are learned beside each
/// other.</remarks>
internal struct EventsOn
{
    private ushort _effects;
    private KindStrengths _stated;

    /// <summary>One bit per effect that is on: see <see cref="EffectFit"/>; bit 0 is not used.</summary>
    internal readonly ushort Effects => _effects;

    /// <summary>The product of the strengths that are stated, one of each kind.</summary>
    internal readonly double Strength
    {
        get
        {
            var strength = 1.0;
            foreach (var stated in _stated)
            {
                strength *= stated > 0 ? stated : 1;
            }

            return strength;
        }
    }

    /// <summary>The multiple that it brings to a day.</summary>
    /// <param name="effects">Logarithmic effects of a category.</param>
    internal readonly double Multiple(ReadOnlySpan<double> effects)
    {
        if (_effects == 0)
        {
            return 1;
        }

        var multiple = Strength;
        for (var i = 1; i < effects.Length; i++)
        {
            multiple *= (_effects & (1 << i)) != 0 ? Math.Exp(effects[i]) : 1;
        }

        return multiple;
    }

    /// <summary>Adds an event.</summary>
    internal void Add(in EventSpan happening)
    {
        var (kind, stated) = ((int)happening.Kind, _stated[(int)happening.Kind - 1]);
        if (happening.IsStated)
        {
            _effects = (ushort)((_effects & ~(1 << kind)) | (1 << happening.Effect));
            _stated[kind - 1] = IsStronger(happening.Strength, stated) ? happening.Strength : stated;
        }
        else if (stated == 0)
        {
            _effects |= (ushort)(1 << happening.Effect);
        }
    }

    /// <summary>Adds events to the days on which they are.</summary>
    internal static void Add(IEnumerable<EventSpan> happenings, Span<EventsOn> days)
    {
        foreach (var happening in happenings)
        {
            for (var day = Math.Max(0, happening.First); day <= Math.Min(happening.Last, days.Length - 1); day++)
            {
                days[day].Add(happening);
            }
        }
    }

    // Of two that are as far from 1 the higher, whichever comes first.
    private static bool IsStronger(double strength, double than)
    {
        var (far, other) = (Math.Abs(Math.Log(strength)), than > 0 ? Math.Abs(Math.Log(than)) : -1);
        return far > other || (far == other && strength > than);
    }

    [InlineArray(EffectFit.Kinds)]
    private struct KindStrengths
    {
        private double _first;
    }
}
