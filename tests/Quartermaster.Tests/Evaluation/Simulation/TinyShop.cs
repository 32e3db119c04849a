using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Practice;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Forecasting.Practice;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Placement;
using Quartermaster.Tests.Domain;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>A shop so small that a week of it can be computed by hand: one center, one region two days away, two
/// products, one vendor.</summary>
/// <remarks>A unit of product 1 sells at 10.00 and costs 4.00, of product 2 at 20.00 and 8.00; half of the cost is
/// recoverable at the end. Receiving costs 0.25 a unit, an order line 2.00, picking 0.50 a unit, packing 1.00 a parcel,
/// freight 3.00 a parcel. A unit held overnight costs 0.01 of capital and 0.02 of room. A unit takes a liter, and there
/// is room for 4.</remarks>
internal sealed record TinyShop
{
    internal const decimal Cost = 4;
    internal const decimal Salvage = 2;

    /// <summary>A Monday in winter.</summary>
    internal static DateOnly FirstDay { get; } = new(2025, 1, 6);

    /// <summary>Units of product 1 at the start.</summary>
    internal int Opening { get; init; } = 10;

    /// <summary>Units of product 2 at the start; it is never ordered.</summary>
    internal int OtherOpening { get; init; }

    /// <summary>What is on order at the start.</summary>
    internal OpenLine[] OpenLines { get; init; } = [];

    /// <summary>The lead time that the vendor states.</summary>
    internal int StatedDays { get; init; } = 2;

    /// <summary>The lead time that the company believes.</summary>
    internal int BelievedDays { get; init; } = 2;

    /// <summary>Units that the center can pick a day.</summary>
    internal int PicksPerDay { get; init; } = 1_000;

    internal int WarmUpDays { get; init; }

    internal int MeasuredDays { get; init; } = 5;

    /// <summary>What may be spent on a day.</summary>
    internal double Budget { get; init; } = double.PositiveInfinity;

    /// <summary>Minutes between two looks at what is full.</summary>
    internal int LookAtRoomMinutes { get; init; } = 240;

    internal SimulationSettings Settings => new()
    {
        FirstDay = FirstDay, WarmUpDays = WarmUpDays, MeasuredDays = MeasuredDays, Budget = Budget,
        LookAtRoomMinutes = LookAtRoomMinutes,
    };

    internal CompanyFacts Facts => new()
    {
        Catalog = CatalogVersion.Empty.With(EntityKind.Product, ["P1", "P2"]),
        Products = new([ProductOf(1), ProductOf(2)]),
        RowOfProduct = [-1, 0, 1],
        Centers = [new(1)],
        Economics = new([EconomicsOf(10, 4), EconomicsOf(20, 8)]),
        Offers = new([new(new(1), new(1), default, Money.Of(Cost), 1, 0, 1_000, StatedDays, 1)]),
        OffersOfProduct = Groups.OfSizes([1, 0]),
        Breaks = new([default]),
        LeadTimes = StatedLeadTimes.Of(BelievedDays),
        Vendors = new([default, new(new(1), default, OrderWeekdays: 127, PaymentDays: 30)]),
        RegionShares = new(1, [1, 1]),
        CenterShares = new(1, [1, 1]),
        LocalShortageCosts = new(1, [5, 5]),
        Serve = new([new(1)], [1], new(1, [3]), new(1, [0]), new(1, [2]), new(1, 0.5)),
        Capacities = new(
        [
            new(new(1), Resource.Storage, StorageClass.Bin, FirstDay, 0.004, 0.004),
            new(new(1), Resource.Outbound, StorageClass.Bin, FirstDay, PicksPerDay, PicksPerDay),
        ]),
        ShipTerms = new([default, TermsOf(), TermsOf()]),
    };

    internal int ParcelsPerDeparture { get; init; } = 1_000;

    internal double KilogramsPerDeparture { get; init; } = Lane.Unlimited;

    internal int MaxParcelGrams { get; init; }

    internal int DeliveriesPerDay { get; init; } = Region.Unlimited;

    /// <summary>In which hours parcels are delivered; none for those of the policy.</summary>
    internal DeliveryWindow[] Windows { get; init; } = [];

    /// <summary>What a parcel costs by a second lane at the same hours; null where there is none.</summary>
    internal decimal? SecondLaneCost { get; init; }

    /// <summary>What a parcel costs by a third lane at the same hours; null where there is none.</summary>
    internal decimal? ThirdLaneCost { get; init; }

    internal int ParcelsPerThirdDeparture { get; init; } = Lane.Unlimited;

    internal RouteWindows Routes => new(Network, new(), FirstDay, WarmUpDays + MeasuredDays);

    internal RouteNetwork Network
    {
        get
        {
            var lane = new Lane(new(1), new(1), default, new(1), LaneMode.Courier, 2_880, 2_880, default, Money.Of(3),
                default, default, ParcelsPerDeparture, KilogramsPerDeparture, MaxParcelGrams: MaxParcelGrams);
            Lane[] lanes =
            [
                lane, .. SecondLaneCost is { } second
                    ? [lane with { Id = new(2), CostPerParcel = Money.Of(second) }] : Array.Empty<Lane>(),
                .. ThirdLaneCost is { } third
                    ? [lane with
                    {
                        Id = new(3), CostPerParcel = Money.Of(third), ParcelsPerDeparture = ParcelsPerThirdDeparture,
                    }] : Array.Empty<Lane>(),
            ];
            return new()
            {
                Lanes = new(lanes),
                Departures = new(Array.ConvertAll(lanes, of => new Departure(of.Id, 20 * 60, 127, 0))),
                Facilities = new([new(new(1), FacilityKind.Fulfillment, 50, 0, new(1), 60, 0, 1_440, 127)]),
                ClosedDays = new([]),
                Regions = new([new(new(1), 50, 0, 1_000, new(1), DeliveriesPerDay)]),
                DeliveryWindows = new(Windows),
                Zones = CodeList.Of(["Etc/UTC"]),
            };
        }
    }

    internal OpeningState OpeningState => new(
        OpeningStock.Entries(
            new([
                .. new[] { OnHand(1, Opening), OnHand(2, OtherOpening) }.Where(s => s.Units > 0),
                .. OpenLines.GroupBy(line => line.Row).Select(lines => OnHand(lines.Key + 1, lines.Sum(
                    line => line.Units)) with { State = StockState.OnOrder }),
            ]),
            "opening", Instant.Of(FirstDay.AddDays(-1))),
        new(OpenLines));

    internal static DemandBook History
    {
        get
        {
            var book = new DemandBook(FirstDay.AddDays(-28), 28, new(
                [new(new(1), 1, default, -100, int.MaxValue, 10), new(new(2), 2, default, -100, int.MaxValue, 20)]),
                new([]), new([]));
            book.AdvanceTo(FirstDay);
            return book;
        }
    }

    /// <summary>A company that orders product 1 up to a level every day.</summary>
    internal static Company UpTo(int level) => new()
    {
        Name = $"up to {level}",
        Forecaster = new MovingAverage(),
        Targets = new FixedLevels(level),
        PathDays = 0,
        StockPrices = null,
        Buying = new OrderUpTo(),
        Placement = new ProportionalPlacement((_, _) => 1),
        Coordination = null,
        Orders = new GoodPractice(new()),
        Gather = new() { Paths = 16 },
    };

    internal Tally Run(Company company, WantedList demand, VendorByRule? supply = null) =>
        new Simulator(Facts, Routes, Settings).Run(
            company, OpeningState, History, demand, supply ?? new VendorByRule(), world: 1);

    private static Stock OnHand(int product, int units) =>
        new(new(product), default, new(1), StockState.OnHand, units);

    private static Product ProductOf(int id) =>
        new(new(id), default, StorageClass.Bin, 1_000, 500, 1, default, default, ProductStatus.Active);

    private static ProductEconomics EconomicsOf(double price, double cost) => new(price, cost, MarginPerUnit: price / 2,
        FreightPerUnit: 1, GoodwillPerUnit: 0, CapitalPerUnitDay: 0.01, StoragePerUnitDay: 0.02, ReceivePerUnit: 0.25,
        SalvageShare: 0.5, OrderPerLine: 2);

    private static ShipTerms TermsOf() => new(500, 1_000, 0, Money.Of(0.5m), Money.Of(1));
}
