using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Operations;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Operations.Runs;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Planning.Outbound;

namespace Quartermaster.App.Worlds;

/// <summary>The tables that planning commands show.</summary>
internal static class PlanGrids
{
    private const int Most = 12;

    /// <summary>What the plan spends, vendor by vendor.</summary>
    internal static Grid Vendors(PlanRecord record)
    {
        var codes = record.Facts.Catalog;
        var vendors = record.Day!.Lines.Rows.ToArray().GroupBy(line => line.Vendor.Value)
            .Select(group => (Vendor: codes.CodeOf(group.First().Vendor),
                Facilities: group.Select(line => line.ShipTo).Distinct().Count(), Lines: group.Count(),
                Units: group.Sum(line => (long)line.Units), Spend: group.Sum(SpendOf)))
            .OrderByDescending(vendor => vendor.Spend).ThenBy(vendor => vendor.Vendor, StringComparer.Ordinal);
        return new("vendors", $"Spend by vendor (the {Most} largest)",
            [new("vendor", "Vendor"), new("facilities", "Facilities"), new("lines", "Lines"), new("units", "Units"),
                new("spend", "Spend", "#,0")],
            [.. vendors.Take(Most).Select(vendor => (IReadOnlyList<object?>)
                [vendor.Vendor, vendor.Facilities, vendor.Lines, vendor.Units, vendor.Spend])]);
    }

    /// <summary>The purchase lines that cost most, or those of one product.</summary>
    internal static Grid Lines(PlanRecord record, ProductId product)
    {
        var codes = record.Facts.Catalog;
        var lines = record.Day!.Lines.Rows.ToArray()
            .Where(line => product == default || line.Product == product)
            .OrderByDescending(SpendOf).ThenBy(line => line.Product.Value).ThenBy(line => line.ShipTo.Value);
        var title = product == default ? $"The {Most} dearest lines" : $"Lines of {codes.CodeOf(product)}";
        return new("dearest_lines", title,
            [new("product", "Product"), new("vendor", "Vendor"), new("ship_to", "Ship to"), new("units", "Units"),
                new("unit_cost", "Unit cost", "#,0.00"), new("spend", "Spend", "#,0"), new("due", "Due")],
            [.. Shown(lines, product).Select(line => (IReadOnlyList<object?>)
                [codes.CodeOf(line.Product), codes.CodeOf(line.Vendor), codes.CodeOf(line.ShipTo), line.Units,
                    line.UnitCost.Micros / 1e6, SpendOf(line), line.DueDay])]);
    }

    /// <summary>Levels of the network, the dearest first, or all of one product.</summary>
    internal static Grid Levels(PlanRecord record, ProductId product)
    {
        var (codes, facts) = (record.Facts.Catalog, record.Facts);
        var rows = record.Outlook.Targets.Decisions.Rows.ToArray().Select(row => (Row: row, Daily: DailyOf(row)))
            .Where(row => product == default ? row.Row.Facility == default : row.Row.Product == product);

        // A center's is its part of the network's: the regions that it serves first.
        double DailyOf(Planning.Targets.TargetRow of)
        {
            var product = facts.RowOf(of.Product);
            var share = facts.CenterOf(of.Facility) is >= 0 and var center
                ? facts.CenterShares.Row(product)[center] : 1;
            return share * record.Outlook.MeanDailyUnits[product];
        }

        double WorthOf(Planning.Targets.TargetRow row) =>
            row.Units * facts.Economics.Rows[facts.RowOf(row.Product)].UnitCost;
        rows = product == default ? rows.OrderByDescending(row => WorthOf(row.Row)).ThenBy(row => row.Row.Product.Value)
            : rows;
        return new("levels", product == default ? $"The {Most} dearest levels" : $"Levels of {codes.CodeOf(product)}",
            [new("product", "Product"), new("facility", "Facility"), new("level", "Level, units"),
                new("worth", "Worth", "#,0"), new("daily", "Demand a day", "#,0.##")],
            [.. Shown(rows, product).Select(row => (IReadOnlyList<object?>)
                [codes.CodeOf(row.Row.Product),
                    row.Row.Facility == default ? "network" : codes.CodeOf(row.Row.Facility), row.Row.Units,
                    WorthOf(row.Row), row.Daily])]);
    }

    /// <summary>What was bought by offer.</summary>
    internal static Grid Purchases(PlanRecord record, ProductId product)
    {
        var codes = record.Facts.Catalog;
        var (inputs, rows) = (record.Day!.BuyingInputs, record.Day.Purchases.Decisions.Rows.ToArray());
        var shown = Enumerable.Range(0, rows.Length)
            .Where(row => product == default ? rows[row].Units > 0 : rows[row].Product == product)
            .OrderByDescending(SpendAt).ThenBy(row => row);
        double SpendAt(int row) =>
            (double)(inputs.Breaks.Rows[row].At(rows[row].Units, inputs.Offers.Rows[row].UnitCost) * rows[row].Units)
                .Micros / 1e6;
        var title = product == default ? $"The {Most} dearest orders" : $"Offers of {codes.CodeOf(product)}";
        return new("purchases", title,
            [new("product", "Product"), new("vendor", "Vendor"), new("ship_to", "Ship to"), new("units", "Units"),
                new("spend", "Spend", "#,0"), new("level", "Level"), new("owned", "Owned"), new("due", "Due")],
            [.. Shown(shown, product).Select(row => (IReadOnlyList<object?>)
                [codes.CodeOf(rows[row].Product), codes.CodeOf(rows[row].Vendor),
                    rows[row].ShipTo == default ? "network" : codes.CodeOf(rows[row].ShipTo), rows[row].Units,
                    SpendAt(row), inputs.Levels.Rows[row].Units, inputs.Positions.Rows[row].Units,
                    rows[row].Units > 0 ? rows[row].DueDay : null])]);
    }

    /// <summary>Where inbound goes: by center, or the rows of one product.</summary>
    internal static Grid Placed(PlanRecord record, ProductId product)
    {
        var codes = record.Facts.Catalog;
        var rows = record.Day!.Placement.Decisions.Rows.ToArray();
        if (product != default)
        {
            return new("placed", $"Placement of {codes.CodeOf(product)}",
                [new("facility", "Center"), new("units", "Units")],
                [.. rows.Where(row => row.Product == product).Select(row => (IReadOnlyList<object?>)
                    [codes.CodeOf(row.Facility), row.Units])]);
        }

        return new("placed", "Inbound by center",
            [new("facility", "Center"), new("products", "Products"), new("units", "Units")],
            [.. rows.GroupBy(row => row.Facility.Value).OrderBy(group => group.Key).Select(group =>
                (IReadOnlyList<object?>)[codes.CodeOf(group.First().Facility), group.Count(row => row.Units > 0),
                    group.Sum(row => (long)row.Units)])]);
    }

    /// <summary>The shared resources whose price is not 0, and those used beyond their limit: the figures of a day, as
    /// the report and the sentences about broken limits have them.</summary>
    internal static Grid Prices(SavedPlan plan)
    {
        var codes = plan.Record.Facts.Catalog;
        return new("prices", "What is scarce, a day: m³ of room, units received",
            [new("facility", "Center"), new("resource", "Resource"), new("class", "Class"), new("day", "From day"),
                new("price", "Price", "#,0.####"), new("limit", "Limit"), new("spoken_for", "Spoken for"),
                new("usage", "Placed today"), new("overflow", "Beyond the limit")],
            [.. BrokenLimits.Binding(plan.Record.Day!, plan.Opened.Today).Select(use => (IReadOnlyList<object?>)
                [codes.CodeOf(use.Facility), use.Resource.ToString(),
                    use.Resource == Domain.Tables.Resource.Storage ? use.StorageClass.ToString() : "", use.Day,
                    use.Price, Amount(use, use.Limit), Amount(use, use.SpokenFor), Amount(use, use.Placed),
                    Amount(use, use.Beyond)])]);

        static Measured Amount(LimitUse use, double value) => new(value, LimitWords.Amount(use.Resource, value));
    }

    /// <summary>Ship days on which hands are short, and what a unit shipped then is worth.</summary>
    internal static Grid Hands(SavedPlan plan)
    {
        var codes = plan.Record.Facts.Catalog;
        var all = HandsOf(plan).Count();
        return new("hands", "Where hands have a price: units to pick and ship, by ship day"
            + (all > Most ? $" ({Most} of {all}; all: qm show {plan.Run} outbound)" : ""),
            [new("facility", "Center"), new("ship_day", "Ship day"), new("limit", "Left to ship", "#,0"),
                new("wanted", "Wanted", "#,0"), new("units", "At the price", "#,0"),
                new("price", "Price of a unit", "#,0.####")],
            [.. HandsOf(plan).Take(Most).Select(row => (IReadOnlyList<object?>)
                [codes.CodeOf(row.Facility), row.ShipDay, row.Limit, row.Wanted, row.Units, row.Price])]);
    }

    /// <summary>The ship days whose hands have a price.</summary>
    internal static IEnumerable<OutboundPrice> HandsOf(SavedPlan plan) =>
        (plan.Record.Day?.Outbound?.Rows ?? new([])).Rows.ToArray().Where(row => row.Price > 0);

    /// <summary>Lanes and days on which departures are short, and what room on them is worth.</summary>
    internal static Grid LaneSpace(SavedPlan plan)
    {
        var (codes, all) = (plan.Record.Facts.Catalog, LaneSpaceOf(plan).Count());
        return new("lane_space", "Where room on lanes has a price, by day of departure: room and goods in usual units, "
            + "the price of what it is short of"
            + (all > Most ? $" ({Most} of {all}; all: qm show {plan.Run} lane_space)" : ""),
            [new("lane", "Lane"), new("day", "Day"), new("limit", "Room left", "#,0"), new("wanted", "Wanted", "#,0"),
                new("units", "At the price", "#,0"), new("of", "Short of"), new("price", "Price", "#,0.####")],
            [.. LaneSpaceOf(plan).Take(Most).Select(row => (IReadOnlyList<object?>)
                [codes.CodeOf(row.Lane), row.Day, row.Limit, row.Wanted, row.Units, row.Measure switch
                {
                    SlotKind.LaneGrams => "kilograms",
                    SlotKind.LaneCubicCentimeters => "cubic meters",
                    _ => "parcels",
                }, row.Price])]);
    }

    /// <summary>The lanes and days whose room has a price.</summary>
    internal static IEnumerable<LaneSpacePrice> LaneSpaceOf(SavedPlan plan) =>
        (plan.Record.Day?.LaneSpace?.Rows ?? new([])).Rows.ToArray().Where(row => row.Price > 0);

    /// <summary>Rules that were broken.</summary>
    internal static Grid Breaches(IReadOnlyList<PlanBreach> breaches) => new("breaches", "Rules that the plan breaks",
        [new("part", "Decisions"), new("row", "Row"), new("product", "Product"), new("rule", "Rule")],
        [.. breaches.Take(50).Select(breach => (IReadOnlyList<object?>)
            [breach.Part, breach.Row, breach.Product, breach.Rule])]);

    /// <summary>Seconds by stage.</summary>
    internal static Grid Stages(SavedPlan plan) => new("stages", "Time by stage",
        [new("stage", "Stage"), new("seconds", "Seconds", "0.00")],
        [.. plan.Stages.Select(stage => (IReadOnlyList<object?>)[stage.Stage, stage.Seconds])]);

    private static IEnumerable<T> Shown<T>(IEnumerable<T> rows, ProductId product) =>
        product == default ? rows.Take(Most) : rows;

    private static double SpendOf(ReleaseLine line) => (double)(line.UnitCost * line.Units).Micros / 1e6;
}
