using Quartermaster.Domain.Demand;

namespace Quartermaster.Storage.Health;

/// <summary>Rules over days of single products: what was sold on them cannot be, or is hard to believe.</summary>
internal static class SalesDayRules
{
    /// <summary>Stands in a rule for what is on, of the products of the query's <c>far</c>: a SELECT of product,
    /// first_day, last_day, name, and alike, which is the same for those that are like each other.</summary>
    internal const string Happenings = "{happenings}";

    private const string Days = """
        days AS (SELECT product, CAST("at" AS DATE) AS day, sum(units) AS units FROM sales
            WHERE NOT is_cancelled AND owner IS NULL GROUP BY 1, 2)
        """;

    internal static IReadOnlyList<HealthRule> All { get; } =
    [
        // As the forecasters do it: see CleanHistory.
        new(Severity.Warning, "sales", "day-beyond-belief", ["sales"],
            $"""
            WITH {Days},
            usual AS (SELECT product, CASE WHEN count(*) >= {CredibleSales.LeastDays} THEN quantile_disc(units, 0.5)
                ELSE least(quantile_disc(units, 0.5), {CredibleSales.UsualOfFewDays}) END AS units
                FROM days GROUP BY product),
            far AS (SELECT d.product, d.day, d.units, u.units AS usual FROM days d JOIN usual u USING (product)
                WHERE d.units > greatest({CredibleSales.Units}, {CredibleSales.Multiple} * u.units)),
            {OnEvents}
            SELECT {Example} AS code FROM far
            """,
            "the forecast passes these days over, as mistakes",
            "Correct the lines and import them again; if a day is true, plan for it with an override."),
        // See LonePeaks, and EventPeaks for days of events.
        new(Severity.Note, "sales", "day-far-above-all-others", ["sales"],
            $"""
            WITH {Days},
            ranked AS (SELECT product, day, units, count(*) OVER (PARTITION BY product) AS sold,
                row_number() OVER (PARTITION BY product ORDER BY units DESC) AS place FROM days WHERE units > 0),
            usual AS (SELECT product, quantile_disc(units, 0.5) AS units FROM ranked GROUP BY product),
            high AS (SELECT product, units FROM ranked
                WHERE place = least(greatest((sold + 1) // 2, 1), {LonePeaks.Rank})),
            far AS (SELECT d.product, d.day, d.units, u.units AS usual
                FROM ranked d JOIN usual u USING (product) JOIN high h USING (product)
                WHERE d.units <= greatest({CredibleSales.Units}, {CredibleSales.Multiple} * u.units)
                AND d.units > greatest({LonePeaks.Doubtful} * ({LonePeaks.Times} * h.units + {LonePeaks.Slack}),
                    {LonePeaks.DoubtfulTimesUsual} * u.units)),
            {OnEvents},
            borne AS (SELECT DISTINCT o.product, o.day FROM on_events o
                JOIN happenings h ON h.product = o.product AND h.alike = o.alike
                JOIN ranked d ON d.product = o.product AND d.day BETWEEN h.first_day AND h.last_day
                WHERE d.day <> o.day AND d.units * {LonePeaks.Doubtful} >= o.units)
            SELECT {Example} AS code FROM far ANTI JOIN borne USING (product, day)
            """,
            "the product's own forecast believes it, and becomes wider and higher",
            "Correct the line and import it again, if it is a mistake."),
        // As the forecasters do it: see CleanHistory.
        new(Severity.Warning, "views", "sold-while-out-of-stock", ["sales", "views"],
            $"""
            WITH {Days},
            out_all_day AS (SELECT product, day FROM views GROUP BY product, day HAVING bool_and(
                CASE WHEN stock_out_hours >= 0 THEN stock_out_hours = {AllHours} ELSE in_stock_share <= 0 END))
            SELECT format('{"{} on {}: {} units sold, none expected"}', product, strftime(day, '%Y-%m-%d'),
                CAST(units AS VARCHAR)) AS code
            FROM days JOIN out_all_day USING (product, day) WHERE units > 0
            """,
            "views call these days out of stock all day; what was sold is taken for the least that was wanted",
            "Correct in_stock_share or stock_out_hours of these days, or the times of the lines."),
    ];

    private const int AllHours = (1 << 24) - 1;

    private const string OnEvents = $"""
        happenings AS ({Happenings}),
        on_events AS (SELECT f.product, f.day, f.units, h.name, h.alike FROM far f JOIN happenings h
            ON h.product = f.product AND f.day BETWEEN h.first_day AND h.last_day)
        """;

    private const string Example = """
        format('{} on {}: {} units (usual {}){}', product, strftime(day, '%Y-%m-%d'), CAST(units AS VARCHAR),
            CAST(usual AS VARCHAR), coalesce(', on an event day: ' || (SELECT min(name) FROM on_events o
                WHERE o.product = far.product AND o.day = far.day), ''))
        """;

    /// <summary>What is on, of the tables that a workspace has.</summary>
    internal static string HappeningsOf(Func<string, bool> has)
    {
        string[] parts =
        [
            "SELECT '' AS product, DATE '1970-01-01' AS first_day, DATE '1970-01-01' AS last_day, '' AS name, "
                + "'' AS alike WHERE false",
            .. !has("events") || !has("products") ? Array.Empty<string>() :
            [
                """
                SELECT p.product, e.first_day, e.last_day, coalesce(e.name, e.event),
                    coalesce('named ' || e.name, 'kind ' || e.kind)
                FROM (SELECT DISTINCT product FROM far) JOIN products p USING (product) JOIN events e
                ON CASE WHEN e.product IS NOT NULL THEN e.product = p.product
                    ELSE e.category IS NULL OR e.category = p.category END
                """,
            ],
            .. !has("prices") ? Array.Empty<string>() :
            [
                """
                SELECT product, from_day, coalesce(to_day, DATE '9999-12-31'), 'price promotion', 'price'
                FROM (SELECT DISTINCT product FROM far) JOIN prices USING (product)
                WHERE kind = 'Promotion' AND region IS NULL AND owner IS NULL
                """,
            ],
        ];
        return string.Join(" UNION ALL ", parts);
    }
}
