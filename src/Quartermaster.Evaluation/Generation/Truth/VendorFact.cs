using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>What is true of a vendor: how long it takes, and how often it ships late, short or in parts.</summary>
internal sealed record VendorFact
{
    /// <summary>Vendors of one aisle.</summary>
    internal const int PerAisle = 4;

    internal required string Code { get; init; }

    internal required ulong Key { get; init; }

    /// <summary>What it says: days from order to receipt.</summary>
    internal required int StatedDays { get; init; }

    /// <summary>What is true: mean days.</summary>
    internal required double MeanDays { get; init; }

    /// <summary>Shape of the gamma distribution of lead times; the coefficient of variation is 1/√shape.</summary>
    internal required double Shape { get; init; }

    /// <summary>Share of lines that arrive short for good.</summary>
    internal required double ShortShare { get; init; }

    /// <summary>Share of lines that arrive in two parts.</summary>
    internal required double PartShare { get; init; }

    /// <summary>Share of lines of which some units arrive damaged.</summary>
    internal required double DamageShare { get; init; }

    /// <summary>Bit 0 for Monday to bit 6 for Sunday.</summary>
    internal required int OrderWeekdays { get; init; }

    /// <summary>Days between orders.</summary>
    internal required int ReviewDays { get; init; }

    /// <summary>Least value of an order, $.</summary>
    internal required int MinimumOrder { get; init; }

    internal required int PaymentDays { get; init; }

    /// <summary>Whether the history orders from it on a day: on its weekday, in every review period's first week.
    /// </summary>
    internal bool TakesOrders(DateOnly date) =>
        (OrderWeekdays & (1 << (((int)date.DayOfWeek + 6) % 7))) != 0
        && date.DayNumber / 7 % (ReviewDays / 7) == (int)(Key % (ulong)(ReviewDays / 7));

    /// <summary>The code of a vendor.</summary>
    internal static string CodeOf(int index) => $"V{index + 1:00000}";

    /// <summary>A vendor from its code alone: good, fair or poor.</summary>
    internal static VendorFact Of(int index, ulong seed)
    {
        var code = CodeOf(index);
        var key = KeyedRandom.KeyOf(code);
        double Uniform(ulong what) => KeyedRandom.Uniform(seed, Streams.Vendor, key, what);

        var stated = (int)Math.Round(Math.Clamp(
            Math.Exp(2.5 + (0.55 * KeyedRandom.Normal(seed, Streams.Vendor, key, 0))), 4, 42));
        var grade = Uniform(1) switch { < 0.45 => 0, < 0.8 => 1, _ => 2 };
        var weekday = (int)(Uniform(2) * 5);
        return new()
        {
            Code = code,
            Key = key,
            StatedDays = stated,
            MeanDays = stated * (grade switch { 0 => 1.0, 1 => 1.05, _ => 1.25 }),
            Shape = grade switch { 0 => 40, 1 => 14, _ => 5 },
            ShortShare = grade switch { 0 => 0.02, 1 => 0.06, _ => 0.18 },
            PartShare = grade switch { 0 => 0.03, 1 => 0.08, _ => 0.15 },
            DamageShare = 0.01,
            OrderWeekdays = 1 << weekday,
            ReviewDays = Uniform(5) switch { < 0.4 => 7, < 0.8 => 14, _ => 28 },
            MinimumOrder = 50 * (2 + (int)(Uniform(3) * 7)),
            PaymentDays = 15 * (2 + (int)(Uniform(4) * 3)),
        };
    }
}
