using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Planning.LaneSpace;

namespace Quartermaster.Operations.Gather;

/// <summary>Finds the ways that an order of an instant may go: of those that take room of the same limited lanes and
/// days, the cheapest, slowness counted.</summary>
/// <param name="tables">The ways there are, and those that are left without lanes that are short.</param>
/// <param name="days">What is limited.</param>
/// <param name="typical">The unit that goes.</param>
/// <param name="costPerDay">What a day of delay costs, currency a unit.</param>
/// <param name="hands">What a unit picked and shipped costs by center and day; null for nothing.</param>
internal sealed class LaneWayFinder(
    IReadOnlyList<RouteTable> tables, LaneDaysAhead days, TypicalUnit typical, double costPerDay, SlotPrices? hands)
{
    /// <summary>The most sets of limited lanes that ways of an instant, a center and a region are told apart by: those
    /// whose cheapest way is cheapest.</summary>
    internal const int MostLaneSets = 6;

    private const double DayMinutes = 1_440;
    private const int PatienceMinutes = 7 * 1_440;
    private const int MostLegs = 10;

    // In the place of a limited lane: it leaves after the days that are looked at.
    private const int Later = int.MaxValue;

    private readonly List<LaneWay> _found = [];

    // A way of each set of lanes that is kept.
    private readonly List<LaneWay> _sets = [];

    /// <summary>Adds the ways of a pair, cheapest first, up to the first that no limit touches: nothing beats it at any
    /// prices, and it is there however many are left out. Of those before it each set of lanes has its ways of all
    /// days, so that a lane which leaves every day keeps no other lane out. Ways that leave after the days that are
    /// looked at stand for nothing but themselves: only where the cheapest is one of them is it taken.</summary>
    /// <param name="center">Where from.</param>
    /// <param name="region">Where to.</param>
    /// <param name="minute">When the order comes, minutes since 1970.</param>
    /// <param name="ways">Added to.</param>
    internal void Add(FacilityId center, RegionId region, int minute, List<LaneWay> ways)
    {
        _found.Clear();
        _sets.Clear();
        foreach (var table in tables)
        {
            if (table.OriginOf(center) is >= 0 and var origin && table.Knows(region))
            {
                Look(table, origin, table.RangeOf(origin, region), minute);
                Look(table, origin, table.SparesOf(origin, region), minute);
            }
        }

        _found.Sort((one, other) => one.Cost.CompareTo(other.Cost));
        var first = ways.Count;
        foreach (var way in _found)
        {
            // Later than what is looked at, and not the cheapest: its room is somebody else's.
            if (IsLater(in way))
            {
                if (ways.Count == first)
                {
                    ways.Add(new(way.Cost));
                    return;
                }

                continue;
            }

            if (way.First < 0)
            {
                ways.Add(way);
                return;
            }

            if (IsOfSetThatIsKept(in way))
            {
                ways.Add(way);
            }
        }
    }

    private static bool IsLater(in LaneWay way) => way.First == Later;

    private bool IsOfSetThatIsKept(in LaneWay way)
    {
        foreach (var kept in _sets)
        {
            if (LaneOf(kept.First) == LaneOf(way.First) && LaneOf(kept.Second) == LaneOf(way.Second)
                && LaneOf(kept.Third) == LaneOf(way.Third) && LaneOf(kept.Fourth) == LaneOf(way.Fourth))
            {
                return true;
            }
        }

        if (_sets.Count == MostLaneSets)
        {
            return false;
        }

        _sets.Add(way);
        return true;
    }

    // Of a limited lane and day; none for none.
    private LaneId LaneOf(int place) => place < 0 ? default : days.Rows.Rows[place].Lane;

    private void Look(RouteTable routes, int origin, (int Start, int End) range, int minute)
    {
        for (var option = routes.Next(range.Start, range.End, minute); option < range.End; option++)
        {
            ref readonly var way = ref routes.Options[option];
            if (way.CutoffMinute > minute + PatienceMinutes)
            {
                return;
            }

            var parcel = way.ParcelMicros + way.GoodsMicros(
                typical.Grams * typical.PerParcel, typical.CubicCentimeters * typical.PerParcel);
            var cost = (parcel / 1e6 / typical.PerParcel) + (costPerDay * (way.DeliveryMinute - minute) / DayMinutes)
                + ((hands?.MicrosOf(origin, routes.ShipDayOf(option)) ?? 0) / 1e6);
            Keep(RoomOf(routes, option, in way) with { Cost = (float)cost });
        }
    }

    // Of those that take the same room the cheapest.
    private void Keep(LaneWay way)
    {
        for (var i = 0; i < _found.Count; i++)
        {
            if (_found[i] with { Cost = way.Cost } == way)
            {
                _found[i] = way.Cost < _found[i].Cost ? way : _found[i];
                return;
            }
        }

        _found.Add(way);
    }

    private LaneWay RoomOf(RouteTable routes, int option, in RouteOption way)
    {
        Span<RouteLeg> legs = stackalloc RouteLeg[MostLegs];
        Span<int> places = stackalloc int[MostLegs + 1];
        var (count, isLater) = (0, false);
        Take(way.LastLane, way.LastDepartureMinute, places);
        foreach (ref readonly var leg in legs[..routes.LegsOf(option).Walk(way.LegBefore, legs)])
        {
            Take(leg.Lane, leg.DepartureMinute, places);
        }

        if (isLater)
        {
            return new(0, Later);
        }

        places[..count].Sort();
        return new(0, At(0, places), At(1, places), At(2, places), At(3, places));

        void Take(LaneId lane, int departure, Span<int> into)
        {
            isLater |= days.IsLimitedLater(lane, departure);
            if (days.PlaceOf(lane, departure) is >= 0 and var place)
            {
                into[count++] = place;
            }
        }

        int At(int i, Span<int> of) => i < count ? of[i] : -1;
    }
}
