using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>What is usual for a parcel: the logarithm of its duration, and how much parcels like it scatter.</summary>
/// <remarks>log duration = line in distance, weight and hour + effects of both areas, their pair, region, origin,
/// weekday and speed + spread × chance: an accelerated failure time model (Wei, "The accelerated failure time model",
/// <i>Statistics in Medicine</i> 11 (1992) 1871–1879) with shrunken effects. Weeks have an effect of their own while
/// fitting, so that a bad month is not laid on the places that were served in it.</remarks>
internal sealed class DurationModel
{
    /// <summary>Groups that a parcel belongs to.</summary>
    internal const int Blocks = 7;

    private const int Width = 10, FewestParcels = 40;
    private const double UnknownKilometers = 500, SpreadWeight = 0.5, LeastSpread = 0.6, MostSpread = 1.8;

    // How much longer what is still under way is expected to take, in logarithms.
    private const double StillToCome = 0.25;

    private static readonly double[] s_priors = [4, 4, 20, 10, 8, 5, 5, 5];
    private static readonly double[] s_spreadPriors = [30, 30, 30, 30, 30, 30, 30];

    private readonly AdditiveFit _place;
    private readonly AdditiveFit _spread;

    private DurationModel(AdditiveFit place, AdditiveFit spread) => (_place, _spread) = (place, spread);

    /// <summary>One parcel to learn from.</summary>
    /// <param name="Parcel">The parcel.</param>
    /// <param name="Pair">The number of its pair of areas.</param>
    /// <param name="Age">How long it was, or has been, under way; days of the network's clock.</param>
    /// <param name="IsDelivered">Whether it has come.</param>
    /// <param name="Weight">Above 0.</param>
    internal readonly record struct Lesson(
        TrackedParcel Parcel, int Pair, double Age, bool IsDelivered, double Weight);

    /// <summary>The usual log duration and the spread around it (1 on average) of a parcel.</summary>
    /// <param name="parcel">The parcel; its delivery is not looked at.</param>
    /// <param name="pair">The number of its pair of areas; -1 if new.</param>
    internal (double LogDuration, double Spread) Of(in TrackedParcel parcel, int pair)
    {
        Span<double> numbers = stackalloc double[Width];
        Span<int> groups = stackalloc int[Blocks];
        Describe(in parcel, pair, numbers, groups);
        var spread = 1 + (SpreadWeight * (_spread.At(numbers, groups) - 1));
        return (_place.At(numbers, groups), Math.Clamp(spread, LeastSpread, MostSpread));
    }

    /// <summary>Fits, or answers null where there are too few parcels.</summary>
    internal static DurationModel? Fit(ReadOnlySpan<Lesson> lessons)
    {
        if (lessons.Length < FewestParcels)
        {
            return null;
        }

        var (blocks, numbers) = (new int[Blocks + 1][], new double[lessons.Length * Width]);
        for (var block = 0; block <= Blocks; block++)
        {
            blocks[block] = new int[lessons.Length];
        }

        Span<int> groups = stackalloc int[Blocks];
        var (rest, weights) = (new double[lessons.Length], new double[lessons.Length]);
        var firstWeek = lessons[0].Parcel.PlacedDay / 7;
        for (var row = 0; row < lessons.Length; row++)
        {
            var lesson = lessons[row];
            Describe(lesson.Parcel, lesson.Pair, numbers.AsSpan(row * Width, Width), groups);
            for (var block = 0; block < Blocks; block++)
            {
                blocks[block][row] = groups[block];
            }

            blocks[Blocks][row] = (lesson.Parcel.PlacedDay / 7) - firstWeek;
            rest[row] = LogOf(lesson.Age) + (lesson.IsDelivered ? 0 : StillToCome);
            weights[row] = lesson.Weight;
        }

        int[] counts = [.. blocks.Select(block => block.Max() + 1)];
        var place = AdditiveFit.Of(
            new(numbers, Width, blocks, counts, s_priors, weights, Ridge: 2, Sweeps: 8, Bend: 1.5), rest);
        var spread = AdditiveFit.Of(
            new(numbers, Width, blocks[..Blocks], counts[..Blocks], s_spreadPriors, weights, Ridge: 20, Sweeps: 5,
                double.PositiveInfinity),
            Scatter(rest, weights));
        return new(place, spread);
    }

    /// <summary>The logarithm of an age, days of the network's clock.</summary>
    internal static double LogOf(double age) => Math.Log(Math.Max(0.01, age));

    // What is left over, as shares of its mean; far ones count no more than four times that.
    private static double[] Scatter(ReadOnlySpan<double> rest, double[] weights)
    {
        var (sum, count) = (0.0, 0.0);
        for (var row = 0; row < rest.Length; row++)
        {
            sum += weights[row] * Math.Abs(rest[row]);
            count += weights[row];
        }

        var (mean, scatter) = (Math.Max(1e-9, sum / count), new double[rest.Length]);
        for (var row = 0; row < rest.Length; row++)
        {
            scatter[row] = Math.Min(4, Math.Abs(rest[row]) / mean);
        }

        return scatter;
    }

    private static void Describe(in TrackedParcel parcel, int pair, Span<double> numbers, Span<int> groups)
    {
        var far = Math.Log((parcel.DistanceKilometers < 0 ? UnknownKilometers : parcel.DistanceKilometers) + 20);
        var heavy = Math.Log(Math.Max(50, parcel.WeightGrams));
        numbers[0] = 1;
        numbers[1] = far;
        numbers[2] = Math.Max(0, far - Math.Log(120));
        numbers[3] = Math.Max(0, far - Math.Log(400));
        numbers[4] = Math.Max(0, far - Math.Log(1_200));
        numbers[5] = Math.Max(0, far - Math.Log(2_200));
        numbers[6] = heavy;
        numbers[7] = Math.Max(0, heavy - Math.Log(3_000));
        numbers[8] = Math.Max(0, heavy - Math.Log(10_000));
        numbers[9] = (double)(parcel.PlacedMinute % TrackedParcel.MinutesPerDay) / TrackedParcel.MinutesPerDay;
        groups[0] = parcel.Area;
        groups[1] = parcel.OriginArea;
        groups[2] = pair;
        groups[3] = parcel.Region;
        groups[4] = parcel.Origin;
        groups[5] = parcel.PlacedDay % 7;
        groups[6] = (int)parcel.Speed;
    }
}
