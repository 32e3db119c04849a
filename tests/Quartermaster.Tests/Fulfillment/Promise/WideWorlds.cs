using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>Carts on made-up route tables of up to 64 centers, with costs so alike that equal ones are
/// common.</summary>
internal static class WideWorlds
{
    private const int Regions = 3;
    private const int Products = 40;
    private const int CalendarDays = 30;

    internal static PromisePolicy Policy { get; } = new();

    internal static Gen<PromiseInputs> Any { get; } =
        from seed in Gen.ULong
        from origins in Gen.Int[1, RouteTable.MostOrigins]
        from neighbors in Gen.Bool
        from slots in Gen.Int[0, 2]
        select Make(new(seed), origins, neighbors ? 1 : 2, slots);

    private static PromiseInputs Make(Draws draws, int origins, int step, int slots)
    {
        var first = new DateOnly(2026, 3, 2);
        var ids = Enumerable.Range(0, origins).Select(i => new FacilityId(3 + (i * step))).ToArray();
        var (stride, start) = (ids[^1].Value + 2, draws.Below(1_000));
        var routes = Routes(draws, first, ids);
        var stock = Enumerable.Range(0, (Products + 1) * stride)
            .Select(_ => draws.Below(3) == 0 ? draws.Below(5) - 1 : 0).ToArray();
        var terms = Enumerable.Range(0, Products + 1).Select(_ => new ShipTerms(
            draws.Below(3_000), draws.Below(9_000), draws.Below(12) == 0 ? 300 : 0, default, default)).ToArray();
        var carts = Enumerable.Range(0, 40).Select(_ => (
            new CartRequest(
                new(1 + draws.Below(Regions)),
                Instant.OfMinutes(Minute(first) + start + draws.Below(draws.Below(2) == 0 ? 90 : 3_000))),
            Enumerable.Range(0, Products).OrderBy(_ => draws.Below(1_000_000)).Take(1 + draws.Below(5))
                .Select(product => new CartLine(new(product + 1), 1 + (draws.Below(3) / 2))).ToArray())).ToArray();
        return new()
        {
            Routes = routes, Available = new(stock, stride), Terms = new(terms),
            Slots = SlotsOf(draws, first, stride, slots),
            Carts = Groups.OfSizes([.. carts.Select(cart => cart.Item2.Length)]),
            Lines = new([.. carts.SelectMany(cart => cart.Item2)]),
            Requests = new([.. carts.Select(cart => cart.Item1)]),
        };
    }

    private static RouteTable Routes(Draws draws, DateOnly first, FacilityId[] ids)
    {
        var (options, starts, departures) = (
            new List<RouteOption>(), new List<int>(), new List<RouteDeparture>());
        foreach (var id in ids)
        {
            for (var region = 0; region <= Regions; region++)
            {
                starts.Add(options.Count);
                var of = Enumerable.Range(0, region == 0 ? 0 : draws.Below(40)).Select(_ =>
                {
                    var cutoff = Minute(first) + draws.Below(10 * 1_440);
                    departures.Add(new(id, new(1), cutoff + 30));
                    return new RouteOption(
                        cutoff, cutoff + 60 + draws.Below(draws.Below(2) == 0 ? 60 : 5 * 1_440), cutoff + 50,
                        departures.Count - 1, 10, 20, 20, 1,
                        (1 + draws.Below(3)) * 1_000_000L, draws.Below(3) * 10.0, draws.Below(2) * 3.0)
                    {
                        MissedShare = 0.01f, LastMinutes = 20, LastMean = 30, LastDeviation = 10,
                    };
                }).OrderBy(option => option.CutoffMinute);
                options.AddRange(of);
            }
        }

        starts.Add(options.Count);
        return new(new()
        {
            FirstDay = first, Days = 10, Origins = ids,
            Pairs = RouteTableParts.Cut([.. options], [.. starts], [.. departures]),
            Kilometers = new float[ids.Length * (Regions + 1)],
            Calendar = CalendarFrom(first.AddDays(-1)),
        });
    }

    private static RegionCalendar CalendarFrom(DateOnly day)
    {
        var starts = Enumerable.Range(0, Regions + 1).SelectMany(_ =>
            Enumerable.Range(0, CalendarDays + 1).Select(d => Minute(day) + (d * 1_440)));
        var days = Enumerable.Range(0, (Regions + 1) * CalendarDays).ToArray();
        return new(Regions, CalendarDays, [.. starts],
            Array.ConvertAll(days, d => d % 7 == 5 ? 0 : Minute(day) + (d % CalendarDays * 1_440) + 480),
            Array.ConvertAll(days, d => d % 7 == 5 ? 0 : Minute(day) + (d % CalendarDays * 1_440) + 1_260));
    }

    private static LiveSlots? SlotsOf(Draws draws, DateOnly first, int facilities, int kind)
    {
        if (kind == 0)
        {
            return null;
        }

        var live = new LiveSlots();
        live.Publish(
            [.. Enumerable.Range(0, facilities * 40).Select(_ => kind == 2 && draws.Below(20) == 0 ? 3 : 1_000)],
            first.DayNumber - 3, 40);
        return live;
    }

    private static int Minute(DateOnly day) => Instant.Of(day).UnixMinutes;

    private sealed class Draws(ulong state)
    {
        internal int Below(int end)
        {
            state = unchecked((state * 6_364_136_223_846_793_005UL) + 1_442_695_040_888_963_407UL);
            return (int)((state >> 33) % (ulong)end);
        }
    }
}
