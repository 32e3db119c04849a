namespace Quartermaster.Fulfillment.Calibration;

/// <summary>How long parcels are under way, as shares of what is usual for each: a life table of the present period.
/// </summary>
/// <remarks>Parcels pass through narrow bins of the logarithm of their age over their usual duration. A bin's hazard is
/// deliveries in it over parcels that came into it, the newer ones weighing more: parcels still under way count for all
/// the bins that they have been through, so that neither waiting for the last to come nor counting only those that have
/// come is needed (Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958)
/// 457–481, with the fading weights of a period life table).</remarks>
internal sealed class LifeTable
{
    /// <summary>Bins.</summary>
    internal const int Count = 70;

    private const double First = -2.6, Width = 0.08, PriorWeight = 0.5, PriorHazard = 0.08;

    private readonly double[] _deliveries = new double[Count];
    private readonly double[] _parcels = new double[Count];
    private readonly double[] _logUnderWay = new double[Count + 1];
    private readonly double _fade;

    /// <summary>A table that has seen nothing.</summary>
    /// <param name="halfLifeDays">After so many days a parcel weighs half.</param>
    internal LifeTable(double halfLifeDays)
    {
        _fade = Math.Pow(0.5, 1 / halfLifeDays);
        EndDay();
    }

    /// <summary>The bin of a log age.</summary>
    internal static int BinOf(double logAge) => (int)Math.Clamp(Math.Floor((logAge - First) / Width), 0, Count - 1);

    /// <summary>Deliveries seen, the older ones counting less.</summary>
    internal double Deliveries { get; private set; }

    /// <summary>A parcel came into a bin.</summary>
    internal void Enter(int bin) => _parcels[bin]++;

    /// <summary>A parcel in a bin was delivered.</summary>
    internal void Deliver(int bin)
    {
        _deliveries[bin]++;
        Deliveries++;
    }

    /// <summary>Ends a day: what was counted weighs a little less, and shares are taken anew.</summary>
    internal void EndDay()
    {
        Deliveries *= _fade;
        for (var bin = 0; bin < Count; bin++)
        {
            _deliveries[bin] *= _fade;
            _parcels[bin] *= _fade;
            var hazard = (_deliveries[bin] + (PriorWeight * PriorHazard)) / (_parcels[bin] + PriorWeight);
            _logUnderWay[bin + 1] = _logUnderWay[bin] + Math.Log(Math.Max(1e-9, 1 - Math.Min(1, hazard)));
        }
    }

    /// <summary>The logarithm of the share still under way at a log age; never rising.</summary>
    internal double LogUnderWay(double logAge)
    {
        var place = (logAge - First) / Width;
        if (!(place > 0))
        {
            return 0;
        }

        if (place >= Count)
        {
            return _logUnderWay[Count];
        }

        var bin = (int)place;
        return _logUnderWay[bin] + ((place - bin) * (_logUnderWay[bin + 1] - _logUnderWay[bin]));
    }
}
