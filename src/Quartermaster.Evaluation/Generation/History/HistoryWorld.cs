using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Evaluation.Generation.Places;
using Quartermaster.Evaluation.Generation.Truth;

namespace Quartermaster.Evaluation.Generation.History;

/// <summary>What all aisles share while the history is played.</summary>
internal sealed class HistoryWorld
{
    private readonly int[] _metroOf;

    internal HistoryWorld(SampleRetail sample, Network network, ITableWriter tables)
    {
        Sample = sample;
        Demand = new(sample, 0, tables.Find<RegionId>);
        Map = new(network.Centers);
        Centers = [.. Enumerable.Range(0, Map.Count).Select(i => tables.Find<FacilityId>(Network.CodeOfCenter(i)))];
        CenterKeys = [.. Enumerable.Range(0, Map.Count)
            .Select(i => Numerics.KeyedRandom.KeyOf(Network.CodeOfCenter(i)))];
        Sellers = [.. Assortment.SellerCodes.Select(tables.Find<OwnerId>)];
        Hours = [.. Enumerable.Range(0, sample.Days).Select(day => new DayHours(sample.FirstDay.AddDays(day)))];
        _metroOf = new int[Demand.Regions.Max(region => region.Value) + 1];
        for (var metro = 0; metro < Demand.Regions.Length; metro++)
        {
            _metroOf[Demand.Regions[metro].Value] = metro;
        }
    }

    internal SampleRetail Sample { get; }

    internal DemandWorld Demand { get; }

    internal CenterMap Map { get; }

    internal FacilityId[] Centers { get; }

    /// <summary>Of the centers' codes, for keyed draws.</summary>
    internal ulong[] CenterKeys { get; }

    internal OwnerId[] Sellers { get; }

    /// <summary>At what hour customers order, by day of the history.</summary>
    internal DayHours[] Hours { get; }

    /// <summary>The metro that a region is.</summary>
    internal int MetroOf(RegionId region) => _metroOf[region.Value];

    internal DateOnly DateOf(int day) => Sample.FirstDay.AddDays(day);
}
