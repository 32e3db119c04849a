namespace Quartermaster.Fulfillment.Calibration;

/// <summary>How fast near, middle and far parcels are beside the network: they change carriers, vehicles and hubs, and
/// so do not become slow alike.</summary>
/// <remarks>Deliveries seen over those expected at the network's speed, fading, with a gamma prior around 1, and the
/// root of that: the network's clock answers the same error, and both in full would run ahead of it.</remarks>
internal sealed class DistanceClock
{
    private const double PriorParcels = 50, LeastRatio = 0.4, MostRatio = 2.5;
    private const float NearKilometers = 250, FarKilometers = 800;

    // Fewer deliveries than the network's are smoothed for longer.
    private const double HalfLives = 2;

    // A lasting difference becomes what is usual for the distance.
    private const double Return = 0.02;

    private readonly (double Seen, double Expected)[] _past = new (double, double)[4];
    private readonly (double Seen, double Expected)[] _today = new (double, double)[4];
    private readonly double[] _ratios = [1, 1, 1, 1];
    private readonly double _fade;

    /// <summary>All distances as fast as the network.</summary>
    internal DistanceClock(CalibrationPolicy policy) =>
        _fade = Math.Pow(0.5, 1 / (HalfLives * policy.SpeedHalfLifeDays));

    /// <summary>How much faster than the network parcels are that go about as far.</summary>
    internal double RatioOf(in TrackedParcel parcel) => _ratios[BandOf(in parcel)];

    /// <summary>Counts a parcel that was under way on the day that ends.</summary>
    /// <param name="parcel">The parcel.</param>
    /// <param name="isDelivered">Whether it came.</param>
    /// <param name="expected">Deliveries expected of it if it were as fast as the network.</param>
    internal void Count(in TrackedParcel parcel, bool isDelivered, double expected)
    {
        ref var band = ref _today[BandOf(in parcel)];
        band = (band.Seen + (isDelivered ? 1 : 0), band.Expected + expected);
    }

    /// <summary>Ends a day: what was counted changes the ratios.</summary>
    internal void EndDay()
    {
        for (var band = 0; band < _past.Length; band++)
        {
            ref var past = ref _past[band];
            past = ((past.Seen * _fade) + _today[band].Seen, (past.Expected * _fade) + _today[band].Expected);
            _today[band] = default;
            var prior = PriorParcels + (Return * past.Expected);
            _ratios[band] = Math.Sqrt(
                Math.Clamp((past.Seen + prior) / (past.Expected + prior), LeastRatio, MostRatio));
        }
    }

    private static int BandOf(in TrackedParcel parcel) => parcel.DistanceKilometers switch
    {
        < 0 => 0,
        < NearKilometers => 1,
        < FarKilometers => 2,
        _ => 3,
    };
}
