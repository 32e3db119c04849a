using System.Globalization;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>What is true of a category: levels its products scatter around, and how its year and week run.</summary>
internal sealed record Category
{
    internal required string Code { get; init; }

    internal required string Name { get; init; }

    /// <summary>Of the code, for keyed draws.</summary>
    internal ulong Key => KeyedRandom.KeyOf(Code);

    /// <summary>Usual price, $.</summary>
    internal required double Price { get; init; }

    /// <summary>Standard deviation of log price.</summary>
    internal required double PriceSpread { get; init; }

    internal required double WeightGrams { get; init; }

    internal required double VolumeLiters { get; init; }

    internal required StorageClass StorageClass { get; init; }

    /// <summary>Share of the price, 0 to 1.</summary>
    internal required double Margin { get; init; }

    /// <summary>Demand moves with price to the power of minus this.</summary>
    internal required double Elasticity { get; init; }

    /// <summary>Customers lost per day of waiting after the first, 0 to 1.</summary>
    internal required double SpeedDecay { get; init; }

    /// <summary>Half the swing of the yearly wave, in log demand.</summary>
    internal required double SeasonSwing { get; init; }

    /// <summary>Day of the year at which the wave is highest.</summary>
    internal required int SeasonTop { get; init; }

    /// <summary>Rise in log demand at the height of the gift season.</summary>
    internal required double GiftRise { get; init; }

    /// <summary>Log taste per 5 degrees north of 37.</summary>
    internal required double NorthTaste { get; init; }

    /// <summary>Share of units that come back.</summary>
    internal required double Returns { get; init; }

    /// <summary>Log demand of the week-end above the middle of the week.</summary>
    internal required double Weekend { get; init; }

    /// <summary>Recoverable share of cost, %.</summary>
    internal required double SalvagePercent { get; init; }

    /// <summary>All categories, in the order of their codes.</summary>
    internal static Category[] All { get; } = Array.ConvertAll(
        CategoryList.Text.Split('\n', StringSplitOptions.TrimEntries), Parse);

    /// <summary>Share of views that end in an order line, 0 to 1.</summary>
    internal double Conversion => 0.035 + (0.6 * SpeedDecay);

    private static Category Parse(string line)
    {
        var parts = line.Split(';');
        double Number(int i) => double.Parse(parts[i], CultureInfo.InvariantCulture);
        return new()
        {
            Code = parts[0],
            Name = parts[1],
            Price = Number(2),
            PriceSpread = Number(3),
            WeightGrams = Number(4),
            VolumeLiters = Number(5),
            StorageClass = Enum.Parse<StorageClass>(parts[6]),
            Margin = Number(7) / 100,
            Elasticity = Number(8),
            SpeedDecay = Number(9) / 100,
            SeasonSwing = Number(10) / 100,
            SeasonTop = (int)Number(11),
            GiftRise = Number(12) / 100,
            NorthTaste = Number(13) / 100,
            Returns = Number(14) / 100,
            Weekend = Number(15) / 100,
            SalvagePercent = Number(16),
        };
    }
}
