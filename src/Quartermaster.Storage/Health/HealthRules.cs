using Quartermaster.Domain.Demand;

namespace Quartermaster.Storage.Health;

/// <summary>The rules of <c>qm check</c>, in the order in which they are shown.</summary>
internal static class HealthRules
{
    /// <summary>Stands in what a rule costs for how often lanes without departures leave.</summary>
    internal const string OnDemand = "{onDemand}";

    /// <summary>Tables, the commands that need them, and what their absence means.</summary>
    internal static IReadOnlyList<(string Table, Severity Severity, string Commands, string Cost)> Tables { get; } =
    [
        ("products", Severity.Error, "forecast, target, buy, place", "nothing can be planned"),
        ("sales", Severity.Error, "forecast", "there is no history to forecast from"),
        ("offers", Severity.Error, "buy", "nothing can be bought"),
        ("facilities", Severity.Error, "place, promise", "goods have nowhere to go"),
        ("regions", Severity.Error, "place, promise", "demand has no place"),
        ("lanes", Severity.Error, "place, promise, fulfill", "no order can be promised or shipped"),
        ("prices", Severity.Warning, "forecast, buy", "margins are guessed from sales and price effects are not seen"),
        ("rates", Severity.Error, "target, buy, place, promise", "what holding and a shortage cost is not known"),
        ("capacity", Severity.Warning, "place, capacity", "room and hands are taken as unlimited"),
        ("departures", Severity.Warning, "promise",
            $"lanes are taken to leave every {OnDemand} while their start works (routes.onDemandEveryMinutes)"),
        ("vendors", Severity.Warning, "buy", "vendor minimums and order days are not kept"),
        ("stock", Severity.Warning, "buy, place", "planning begins with empty shelves"),
        ("receipts", Severity.Note, "target, buy", "lead times are taken as stated, with an assumed spread"),
        ("views", Severity.Note, "forecast", "demand lost while out of stock is estimated from sales alone"),
        ("events", Severity.Note, "forecast", "holidays and promotions are not seen ahead"),
        ("calendars", Severity.Note, "promise", "closed days are not known"),
    ];

    internal static IReadOnlyList<HealthRule> All { get; } =
    [
        new(Severity.Error, "sales", "sold-but-unknown-product", ["sales", "products"],
            "SELECT DISTINCT product AS code FROM sales ANTI JOIN products USING (product)",
            "these products are sold and never planned", "Add them to the table products."),
        new(Severity.Error, "products", "product-without-offer", ["products", "offers"],
            "SELECT product AS code FROM products ANTI JOIN offers USING (product) WHERE status = 'Active'",
            "these products are never bought", "Add an offer, or set the status to PhaseOut."),
        new(Severity.Warning, "products", "product-without-price", ["products", "prices"],
            "SELECT product AS code FROM products ANTI JOIN prices USING (product) WHERE status <> 'Ended'",
            "their margin, and with it how much safety they deserve, is guessed", "Add them to the table prices."),
        new(Severity.Note, "products", "product-never-sold", ["products", "sales"],
            "SELECT product AS code FROM products ANTI JOIN sales USING (product) WHERE status = 'Active'",
            "they are forecast from their category, and from every day on sale that they did not sell",
            "Nothing, if they are new; otherwise end them."),
        new(Severity.Warning, "offers", "cost-above-price", ["offers", "prices"],
            """
            SELECT o.product AS code FROM offers o JOIN (
                SELECT product, arg_max(unit_price, from_day) AS unit_price FROM prices GROUP BY product) p
            USING (product) GROUP BY o.product HAVING min(o.unit_cost) > min(p.unit_price)
            """,
            "each unit sold loses money, so little is bought", "Check the currency and the unit of cost and price."),
        new(Severity.Warning, "sales", "sold-before-launch", ["sales", "products"],
            """
            SELECT DISTINCT s.product AS code FROM sales s JOIN products p USING (product)
            WHERE p.launch_day IS NOT NULL AND CAST(s."at" AS DATE) < p.launch_day
            """,
            "history before the launch is not used", "Correct launch_day."),
        // Beyond what one product sells in a day anywhere, in any currency: a slip in a file's units or decimals.
        new(Severity.Warning, "sales", "sold-beyond-belief", ["sales"],
            """
            SELECT DISTINCT product AS code FROM (
                SELECT product FROM sales WHERE NOT is_cancelled GROUP BY product, CAST("at" AS DATE)
                HAVING sum(units) > 10000000 OR sum(units * CAST(unit_price AS DOUBLE)) > 1e12)
            """,
            "a day of more than 10,000,000 units, or of an amount over 10^12, is planned for as if it were true "
                + "unless it is also a day-beyond-belief",
            "Check units and unit_price, and import the corrected lines again."),
        .. SalesDayRules.All,
        new(Severity.Note, "sales", "sold-on-one-day-only", ["sales"],
            """
            SELECT product AS code FROM sales WHERE NOT is_cancelled AND owner IS NULL
            GROUP BY product HAVING count(DISTINCT CAST("at" AS DATE)) = 1
            """,
            "their forecast says mostly what their category sells", "Nothing, if they are new or hardly wanted."),
        new(Severity.Note, "prices", "price-not-known-ahead", ["prices", "products", "sales"],
            $"""
            SELECT product AS code FROM prices JOIN products USING (product)
            WHERE status <> 'Ended' AND end_day IS NULL AND region IS NULL AND owner IS NULL GROUP BY product
            HAVING max(coalesce(to_day, DATE '9999-12-31')) <
                (SELECT max(CAST("at" AS DATE)) + {DemandInputs.HorizonDays} FROM sales)
            """,
            "from the day after their last price on the forecast takes the usual one",
            "Import the prices to come, or leave to_day of the last one empty."),
        new(Severity.Note, "events", "event-of-unknown-category", ["events", "products"],
            """
            SELECT event AS code FROM events ANTI JOIN products USING (category) WHERE category IS NOT NULL
            """,
            "it happens to no product", "Correct the category, or leave it empty for all products."),
        new(Severity.Warning, "events", "event-ends-before-it-begins", ["events"],
            "SELECT event AS code FROM events WHERE last_day < first_day",
            "it happens on no day", "Correct first_day and last_day."),
        new(Severity.Warning, "prices", "price-ends-before-it-begins", ["prices"],
            "SELECT DISTINCT product AS code FROM prices WHERE to_day < from_day",
            "the price holds on no day", "Correct from_day and to_day."),
        new(Severity.Warning, "postal", "postal-prefix-that-none-has", ["postal"],
            """
            SELECT country || '-' || coalesce(prefix, '') AS code FROM postal
            WHERE NOT regexp_full_match(country, '[A-Za-z]{2}')
                OR NOT regexp_full_match(regexp_replace(coalesce(prefix, ''), '[ -]', '', 'g'), '[A-Za-z0-9]{0,12}')
            """,
            "these rows are passed over",
            "Write a country of two letters, such as US, and a prefix of at most 12 letters and digits."),
        new(Severity.Warning, "postal", "postal-prefix-twice", ["postal"],
            """
            SELECT upper(country) || '-' || upper(regexp_replace(coalesce(prefix, ''), '[ -]', '', 'g')) AS code
            FROM postal GROUP BY 1 HAVING count(*) > 1
            """,
            "spaces, hyphens and case do not count, so only the first of them does", "Keep one of them."),
        new(Severity.Note, "events", "no-event-to-come", ["events", "sales"],
            """
            SELECT arg_max(event, last_day) AS code FROM events
            HAVING max(last_day) <= (SELECT max(CAST("at" AS DATE)) FROM sales)
            """,
            "holidays and promotions after the last one known are not seen ahead", "Import those to come."),
        new(Severity.Warning, "sales", "days-without-any-sale", ["sales"],
            """
            WITH days AS (SELECT DISTINCT CAST("at" AS DATE) AS day FROM sales),
            every AS (
                SELECT CAST(unnest(generate_series(min(day), max(day), INTERVAL 1 DAY)) AS DATE) AS day FROM days),
            gaps AS (SELECT day, dayofweek(day) AS weekday FROM every ANTI JOIN days USING (day)),
            usual AS (SELECT dayofweek(day) AS weekday FROM days GROUP BY 1
                HAVING count(*) > (SELECT count(*) / 20 FROM days))
            SELECT strftime(day, '%Y-%m-%d') AS code FROM gaps WHERE weekday IN (SELECT weekday FROM usual) {closed}
            """,
            "a gap in the export looks like a day without demand",
            "Import the missing days, or add them to calendars."),
        new(Severity.Warning, "receipts", "receipt-without-order", ["receipts", "purchase_orders"],
            """
            SELECT DISTINCT purchase_order AS code FROM receipts ANTI JOIN purchase_orders USING (purchase_order, line)
            """,
            "what is still on order cannot be told", "Import the purchase orders too."),
        new(Severity.Warning, "receipts", "received-before-ordered", ["receipts"],
            "SELECT purchase_order AS code FROM receipts WHERE day < ordered_day",
            "these receipts are left out of lead times", "Correct the days."),
        new(Severity.Warning, "offers", "lead-time-not-as-stated", ["offers", "receipts"],
            """
            SELECT o.vendor AS code FROM (
                SELECT vendor, median(day - ordered_day) AS days FROM receipts WHERE day >= ordered_day
                GROUP BY vendor HAVING count(*) >= 5) r
            JOIN (SELECT vendor, median(lead_time_days) AS days FROM offers GROUP BY vendor) o USING (vendor)
            WHERE abs(r.days - o.days) > greatest(3, 0.25 * o.days)
            """,
            "plans by the stated time would be late or early; the received one is used",
            "Ask the vendor, and correct lead_time_days."),
        new(Severity.Warning, "stock", "product-without-stock-row", ["stock", "products"],
            "SELECT product AS code FROM products ANTI JOIN stock USING (product) WHERE status = 'Active'",
            "they count as out of stock and are bought in full", "Import rows with 0 units if that is so."),
        new(Severity.Error, "stock", "stock-at-unknown-place", ["stock", "facilities"],
            "SELECT DISTINCT facility AS code FROM stock ANTI JOIN facilities USING (facility)",
            "this stock cannot be used", "Add the facility, or correct its code."),
        new(Severity.Error, "lanes", "lane-from-unknown-place", ["lanes", "facilities"],
            """
            SELECT lane AS code FROM lanes ANTI JOIN facilities ON lanes.from_facility = facilities.facility
            UNION SELECT lane FROM lanes ANTI JOIN facilities ON lanes.to_facility = facilities.facility
            WHERE to_facility IS NOT NULL
            """,
            "the lane is not used", "Add the facility, or correct its code."),
        new(Severity.Error, "lanes", "lane-to-unknown-region", ["lanes", "regions"],
            """
            SELECT lane AS code FROM lanes ANTI JOIN regions ON lanes.to_region = regions.region
            WHERE to_region IS NOT NULL
            """,
            "the lane is not used", "Add the region, or correct its code."),
        new(Severity.Error, "lanes", "lane-to-nowhere", ["lanes"],
            "SELECT lane AS code FROM lanes WHERE (to_facility IS NULL) = (to_region IS NULL)",
            "the lane is not used", "Give each lane a to_facility or a to_region, and not both."),
        new(Severity.Error, "regions", "region-without-lane", ["regions", "lanes"],
            "SELECT region AS code FROM regions ANTI JOIN lanes ON lanes.to_region = regions.region",
            "orders from there cannot be promised", "Add a lane to it."),
        new(Severity.Warning, "sales", "sold-to-unknown-region", ["sales", "regions"],
            "SELECT DISTINCT region AS code FROM sales ANTI JOIN regions USING (region) WHERE region IS NOT NULL",
            "their demand is spread by population", "Add the region."),
        new(Severity.Warning, "facilities", "center-without-capacity", ["facilities", "capacity"],
            "SELECT facility AS code FROM facilities ANTI JOIN capacity USING (facility) WHERE kind = 'Fulfillment'",
            "its room is taken as unlimited", "Add it to the table capacity."),
        new(Severity.Warning, "capacity", "center-without-hands", ["capacity", "facilities"],
            """
            SELECT DISTINCT facility AS code FROM capacity JOIN facilities USING (facility)
            WHERE resource = 'Outbound' AND hard = 0 AND kind = 'Fulfillment'
            """,
            "from that day on nothing ships from there", "Correct the limit, unless the center is closed."),
        new(Severity.Warning, "capacity", "soft-above-hard", ["capacity"],
            "SELECT DISTINCT facility AS code FROM capacity WHERE soft > hard",
            "only the hard limit counts", "Correct one of the two."),
        new(Severity.Warning, "lanes", "late-before-median", ["lanes"],
            "SELECT lane AS code FROM lanes WHERE transit_minutes_late < transit_minutes_median",
            "every parcel is taken to need the median", "State the 95 % quantile, which is not below the median."),
        new(Severity.Warning, "rates", "category-without-rate", ["products", "rates"],
            """
            SELECT DISTINCT category AS code FROM products ANTI JOIN rates USING (category)
            WHERE status <> 'Ended' AND NOT EXISTS (SELECT 1 FROM rates WHERE category IS NULL)
            """,
            "holding and a shortage of its products count as free",
            "Add a row for it, or one without a category for all others."),
        new(Severity.Note, "departures", "lane-without-departure", ["lanes", "departures"],
            "SELECT lane AS code FROM lanes ANTI JOIN departures USING (lane)",
            $"it is taken to leave every {OnDemand} while its start works (routes.onDemandEveryMinutes)",
            "Add its departures."),
        new(Severity.Note, "events", "past-event-without-strength", ["events", "sales"],
            """
            SELECT event AS code FROM events WHERE strength = 0 AND last_day <
                (SELECT max(CAST("at" AS DATE)) FROM sales)
            """,
            "its effect is estimated from the sales it covers", "Nothing; state a strength if you know it."),
    ];
}
