namespace Quartermaster.Domain.Routes;

/// <summary>The ways from one fulfillment center to one region. Immutable: tables that differ elsewhere share it.
/// </summary>
public sealed class PairRoutes
{
    private readonly RouteOption[] _options;
    private readonly RouteDeparture[] _departures;
    private readonly int[] _cutoffs;
    private readonly int[] _shipDays;
    private readonly WayTerms[] _terms;
    private PairRates? _rates;

    /// <summary>Makes them of arrays, which from now on belong to them.</summary>
    /// <param name="options">Options by cut-off, then spares by cut-off.</param>
    /// <param name="kept">How many are no spares.</param>
    /// <param name="departures">What they leave on; other pairs may share it.</param>
    /// <param name="legs">What they take between facilities; other pairs share it.</param>
    /// <param name="terms">What each option asks of parcels; none where all take any, and space is worth nothing.
    /// </param>
    public PairRoutes(
        RouteOption[] options, int kept, RouteDeparture[] departures, RouteLegs? legs = null, WayTerms[]? terms = null)
    {
        (_options, Kept, _departures, _terms) = (options, kept, departures, terms ?? []);
        Legs = legs ?? RouteLegs.None;
        _cutoffs = Array.ConvertAll(options, option => option.CutoffMinute);
        _shipDays = Array.ConvertAll(options, option => LiveSlots.ShipDayOf(in departures[option.Departure]));
    }

    /// <summary>A pair without a way.</summary>
    public static PairRoutes None { get; } = new([], 0, []);

    /// <summary>What they take between facilities.</summary>
    public RouteLegs Legs { get; }

    /// <summary>How many of the options are no spares: the first ones.</summary>
    public int Kept { get; }

    /// <summary>Options by cut-off, then spares by cut-off.</summary>
    public ReadOnlySpan<RouteOption> Options => _options;

    /// <summary>For each option the latest minute to order.</summary>
    public ReadOnlySpan<int> Cutoffs => _cutoffs;

    /// <summary>For each option the day number of its ship day.</summary>
    public ReadOnlySpan<int> ShipDays => _shipDays;

    /// <summary>What the options leave on.</summary>
    public ReadOnlySpan<RouteDeparture> Departures => _departures;

    /// <summary>What each option asks of parcels; empty where all take any, and space is worth nothing.</summary>
    public ReadOnlySpan<WayTerms> Terms => _terms;

    /// <summary>The options by what they cost; laid out when first asked for.</summary>
    public PairRates Rates => Volatile.Read(ref _rates) ?? LayOut();

    // Whoever lays them out meanwhile has the same.
    private PairRates LayOut()
    {
        var rates = new PairRates(this);
        Volatile.Write(ref _rates, rates);
        return rates;
    }
}
