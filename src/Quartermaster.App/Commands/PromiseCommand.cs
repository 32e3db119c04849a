using System.CommandLine;
using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm promise</c>: by when a cart can be in a region at each speed, and why not sooner.</summary>
internal static class PromiseCommand
{
    private const int Noon = 720;

    private static readonly PromiseReason[] s_parts =
    [
        PromiseReason.Arriving, PromiseReason.Handling, PromiseReason.Processing, PromiseReason.Waiting,
        PromiseReason.Transit, PromiseReason.Buffer, PromiseReason.DeliveryHours, PromiseReason.EndOfPromise,
    ];

    private static readonly Option<string> s_to = new("--to")
    {
        Description = "The region's code, or a postal code after its country: US-60601.", Required = true,
        HelpName = "REGION",
    };

    private static readonly Option<string?> s_country = new("--country")
    {
        Description = "The country of --to, which then is a postal code, for example US.", HelpName = "COUNTRY",
    };

    private static readonly Option<string[]> s_lines = new("--line")
    {
        Description = "What is wanted: a product's code, and units after a colon (1 if left out). May be repeated.",
        Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "PRODUCT[:UNITS]",
    };

    private static readonly Option<string?> s_at = new("--at")
    {
        Description = "When the customer asks, for example 2025-03-04T10:30Z; without Z or an offset the region's "
            + "local time. Default: noon of the day after the last sale.",
        HelpName = "INSTANT",
    };

    private static readonly Option<double?> s_arriving = new("--arriving")
    {
        Description = "Counts goods on order, too, from when so many of the vendor's deliveries are there, for example "
            + "0.9. Default: promise.arrivalShare of quartermaster.json, by which they can be ordered as well.",
        HelpName = "SHARE",
    };

    internal static Command Create() => CommandFactory.Create(
        "promise",
        "Says by when a cart can be delivered at each speed, from where, at what freight, and why not sooner.",
        [
            "qm promise --to chicago-il --line P0000017",
            "qm promise --to denver-co --line P0000003:2 P0000017 --at 2025-03-04T18:30",
            "qm promise --to chicago-il --line P0000017:500 --arriving 0.9",
            "qm promise --to 60601 --country US --line P0000017",
        ],
        [s_to, s_country, s_lines, s_at, s_arriving],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        RequiredTables.Require(workspace, workspace.Tables, "products", "facilities", "lanes", "regions", "rates");
        var catalog = workspace.Tables.Catalog;
        var network = Networks.Of(workspace.Tables);
        var (region, zone) = Regions.FindPlace(network, workspace.Tables, invocation.Get(s_to)!,
            invocation.Get(s_country)) is var found ? (found.Id, found.Zone) : default;
        var cart = CartOf(workspace.Tables, invocation.Get(s_lines)!);
        var clock = new LocalClock(catalog.CodeOf(zone));
        var at = TimeOf(invocation, workspace, clock);
        var policies = new WorkspacePolicies(workspace.Settings);
        var desk = PromiseDesk.Open(workspace, network, at.UtcDay, invocation.Now);
        var inputs = new PromiseInputs
        {
            Routes = desk.Routes, Available = desk.Available, Slots = desk.Slots, Rooms = desk.Rooms,
            Terms = desk.Terms, Arrivals = desk.ArrivalsOf(
                ShareOf(invocation) ?? policies.Promise.ArrivalShare, at.UtcDay),
        };
        var rows = new PromiseRow[PromiseInputs.SpeedCount];
        var why = new ReasonWriter<PromiseReason>();
        new PromiseEngine(policies.Promise).DecideOne(inputs, new(region, at), cart, rows, why);
        Func<Instant, string> write = invocation.AsJson ? clock.WriteIso : clock.Write;
        return Show(desk, clock, write, catalog.CodeOf(region), at, rows, why.ToReasons());
    }

    private static double? ShareOf(Invocation invocation) =>
        invocation.Get(s_arriving) switch
        {
            null => null,
            > 0 and < 1 and var share => share,
            var share => throw new UserException(
                FormattableString.Invariant($"--arriving is {share}, and a share of deliveries is between 0 and 1."),
                "Write for example --arriving 0.9.", ExitCode.WrongUse),
        };

    private static Answer Show(
        PromiseDesk desk, LocalClock clock, Func<Instant, string> write, string region, Instant at,
        PromiseRow[] rows, Reasons<PromiseReason> reasons)
    {
        var offered = rows.Count(row => row.IsOffered);
        return new($"{offered} of {rows.Length} speeds can be offered to {region}, asked {clock.Write(at)}.")
        {
            Code = offered > 0 ? ExitCode.Done : ExitCode.DoneWithFindings,
            Facts =
            [
                ("region", region), ("zone", clock.Zone), ("at", clock.WriteIso(at)),
                ("stock_from", desk.IsFromLedger ? "ledger" : "stock table"),
            ],
            Grids = [Offers(desk, write, rows), Whys(rows, reasons), Minutes(rows, reasons)],
            Notes =
            [
                "Earliest: by the fastest way, whatever it costs. Freight: of the cheapest way in time, without "
                    + "handling, which is counted when the order ships.",
            ],
        };
    }

    private static Grid Offers(PromiseDesk desk, Func<Instant, string> write, PromiseRow[] rows) => new(
        "speeds", "Speeds",
        [
            new("speed", "Speed"), new("is_offered", "Offered"), new("promised", "Promised by"),
            new("earliest", "Earliest"), new("cost", "Freight", "#,0.00"), new("confidence", "Confidence", "0.000"),
            new("from", "From"),
        ],
        [
            .. rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Speed.ToString(), row.IsOffered, row.IsOffered ? write(row.Promised) : null,
                row.IsOffered ? write(row.Earliest) : null, row.IsOffered ? row.CostMicros / 1e6 : null,
                row.IsOffered ? row.Confidence : null, From(desk, row),
            ]),
        ]);

    private static Grid Whys(PromiseRow[] rows, Reasons<PromiseReason> reasons) => new(
        "why_not_faster", "Why not faster",
        [new("speed", "Speed"), new("because", "Because"), new("why", "In words")],
        [
            .. rows.Select((row, i) => (IReadOnlyList<object?>)
            [
                row.Speed.ToString(),
                PromiseWords.BindingOf(reasons.Of(i), row) is { } because ? KeyOf(because.Because) : null,
                Why(PromiseWords.BindingOf(reasons.Of(i), row), row),
            ]),
        ]);

    private static Grid Minutes(PromiseRow[] rows, Reasons<PromiseReason> reasons) => new(
        "minutes", "Minutes from the request to the promise",
        [
            new("speed", "Speed"), .. s_parts.Select(part => new GridColumn(KeyOf(part), TitleOf(part))),
            new("total", "Total"),
        ],
        [
            .. rows.Select((row, i) => (row, parts: reasons.Of(i).ToArray())).Where(pair => pair.row.IsOffered)
                .Select(pair => (IReadOnlyList<object?>)
                [
                    pair.row.Speed.ToString(),
                    .. s_parts.Select(part => (object?)pair.parts.Where(one => one.Because == part)
                        .Sum(one => one.Amount)),
                    pair.row.Minutes,
                ]),
        ]);

    private static string Why(Reason<PromiseReason>? binding, PromiseRow row) =>
        binding is not { } part ? ""
        : !row.IsOffered ? "not offered: " + PromiseWords.WhyNot(part.Because)
        : FormattableString.Invariant($"{PromiseWords.Binding(part.Because)}: {part.Amount / 60.0:0.0} h");

    private static string? From(PromiseDesk desk, PromiseRow row)
    {
        var codes = new List<string>();
        for (var origin = 0; origin < desk.Routes.Origins.Length; origin++)
        {
            if ((row.Origins >> origin & 1) != 0)
            {
                codes.Add(desk.Catalog.CodeOf(desk.Routes.Origins[origin]));
            }
        }

        return codes.Count == 0 ? null : string.Join(" + ", codes);
    }

    private static CartLine[] CartOf(StoredTables tables, string[] lines)
    {
        // A code that only other tables name is no product: it has no weight and no terms.
        var (catalog, cart) = (tables.Catalog, new Dictionary<ProductId, int>());
        var products = tables.Read<Product>().Rows.ToArray().Select(row => row.Id).ToHashSet();
        foreach (var line in lines)
        {
            // A code may hold a colon itself: the units are after the last one, if that is a number.
            var colon = line.LastIndexOf(':');
            var hasUnits = int.TryParse(line.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var units)
                && colon > 0;
            var code = hasUnits && catalog.Find<ProductId>(line) == default ? line[..colon] : line;
            units = code.Length == line.Length ? 1 : units;
            var product = catalog.Find<ProductId>(code);
            if (!products.Contains(product))
            {
                throw ProductCodes.Unknown(code, catalog, products);
            }

            if (units is < 1 or > 100_000)
            {
                throw new UserException(
                    $"'{line}' asks for {units} units.", "Ask for 1 to 100,000.", ExitCode.WrongUse);
            }

            cart[product] = cart.GetValueOrDefault(product) + units;
        }

        return [.. cart.Select(pair => new CartLine(pair.Key, pair.Value))];
    }

    private static Instant TimeOf(Invocation invocation, Workspace workspace, LocalClock clock)
    {
        if (invocation.Get(s_at) is not { } text)
        {
            var day = workspace.Tables.Has("sales") ? OpenedWorkspace.LastSalesDay(workspace.Tables).AddDays(1)
                : new Instant(invocation.Clock.GetUtcNow().ToUnixTimeMilliseconds()).UtcDay;
            return clock.Of(day, Noon);
        }

        return InstantText.ParseLocal(text) is not { } written
            ? throw new UserException(
                $"'{text}' is not a time.", "Write for example 2025-03-04T10:30Z.", ExitCode.WrongUse)
            : written.OffsetMinutes is null ? clock.Of(written.Day, written.Minute)
            : InstantText.Parse(text)!.Value;
    }

    private static string KeyOf(PromiseReason part) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower
        .ConvertName(part.ToString());

    private static string TitleOf(PromiseReason part) => part switch
    {
        PromiseReason.Arriving => "Until there",
        PromiseReason.Processing => "Work",
        PromiseReason.Waiting => "Wait",
        PromiseReason.DeliveryHours => "Hours",
        PromiseReason.EndOfPromise => "To end",
        _ => part.ToString(),
    };
}
